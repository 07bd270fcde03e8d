/** Every format of recordings; adding one is one file and one line here. */
import { headOf } from "./file.ts";
import { houston } from "./houston.ts";
import { plainCameras, plainFixes, plainIncidents } from "./plain.ts";
import { type Format, RecordingError, type RowKind } from "./recording.ts";
import { sfCabs } from "./sf_cabs.ts";
import { sffd } from "./sffd.ts";
import { sfpd } from "./sfpd.ts";
import { trafficCameras } from "./traffic_cameras.ts";

export const FORMATS: readonly Format[] = [
  sfCabs,
  sffd,
  sfpd,
  houston,
  trafficCameras,
  plainFixes,
  plainIncidents,
  plainCameras,
];

/** The format of a file: the named one, or the one that its beginning fits. */
export async function formatOf(file: string, kind: RowKind, name?: string): Promise<Format> {
  const names = () =>
    FORMATS.filter((format) => format.kind === kind).map((format) => format.name).join(", ");
  const head = await headOf(file);
  const format = FORMATS.find((format) => name === undefined ? format.fits(head) : format.name === name);
  if (!format) {
    throw new RecordingError(
      name === undefined
        ? `${file}: begins like no recording known here ("${
          head.slice(0, 60).replace(/\s+/g, " ").trim()
        }"); name it with --kind ${names()}`
        : `--kind ${name}: is unknown; use one of ${names()}`,
    );
  }
  if (format.kind !== kind) {
    throw new RecordingError(`${file}: holds ${format.kind}, not ${kind}; give it as --${format.kind}`);
  }
  return format;
}
