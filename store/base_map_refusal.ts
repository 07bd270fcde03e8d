/** Why a base map file is refused: by a name that can be looked for, with what was found and what to do. */
import { SetupError } from "./city_folder.ts";

const MEND = {
  "empty": "Copy it again from where it came",
  "truncated": "Copy it again from where it came",
  "damaged": "Copy it again from where it came",
  "not-a-base-map": "Give a PMTiles (version 3) or MBTiles file",
  "version-2": "Convert it with `pmtiles convert` to version 3",
  "version-4": "Hexwall reads version 3: take a build of that version",
  "not-mbtiles": "Give a PMTiles (version 3) or MBTiles file",
  "no-tiles": "Build it again",
  "bad-zooms": "Build it again",
  "unknown-tiles": "Build it with vector tiles (MVT), or as PNG, JPEG or WebP",
  "bad-tiles": "Build it again, or copy it again from where it came",
  "other-schema": "Take a Protomaps build, or build with planetiler's Protomaps profile",
  "other-place": "Cut the file for this city, or mend `bounds` in city.json",
} as const;

export type Refusal = keyof typeof MEND;

export function refusal(file: string, name: Refusal, found: string): SetupError {
  return new SetupError(`${file}: ${name}: ${found}. ${MEND[name]}.`);
}
