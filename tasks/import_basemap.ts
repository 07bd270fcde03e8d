/** `deno task import basemap FILE`: checks a PMTiles or MBTiles file against a city, says what it covers, and installs it. */
import {
  createReadStream,
  createWriteStream,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import { writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { openBaseMapFile } from "../store/base_map_file.ts";
import { refusal } from "../store/base_map_refusal.ts";
import { judge, percent, told } from "../store/base_map_verdict.ts";
import type { CityFile } from "../store/city_folder.ts";
import type { TileInfo } from "../store/tile_source.ts";
import { type Survey, surveyTiles } from "../store/tile_survey.ts";
import { progressBar } from "./progress.ts";

/** Layers and languages that are told. */
const TOLD = 12;

export interface Asked {
  readonly file: string;
  readonly folder: string;
  readonly city: CityFile;
}

export async function importBasemap(
  { file, folder, city }: Asked,
  say: (line: string) => void,
): Promise<void> {
  const opened = openBaseMapFile(file);
  const bar = progressBar(say);
  try {
    const { kind, source } = opened;
    const survey = await surveyTiles(source, {
      bounds: city.bounds,
      progress: (share) => bar.show(share, "of the tiles read"),
    });
    for (const line of describe(source.info, survey, city)) say(`  ${line}`);
    const { refused, notes } = judge(source.info, survey, city.bounds);
    if (refused) throw refusal(file, refused.name, refused.found);
    for (const note of notes) say(`  · ${note}`);
    const target = `basemap.${kind}`;
    await copy(file, join(folder, target), (share) => bar.show(share, "copied"));
    const line = nameInCity(join(folder, "city.json"), { kind, file: target });
    say(`  ✓ ${join(folder, target)} (${megabytes(file)} MB); ${line}. Restart to draw it.`);
  } finally {
    opened.source.close?.();
  }
}

function describe(info: TileInfo, survey: Survey, city: CityFile): string[] {
  const vector = info.format === "mvt";
  const schema = survey.schema === "other" ? "unknown" : `Protomaps ${survey.schema}`;
  return [
    `tiles        ${
      vector ? `vector (MVT), schema ${schema}` : info.format
    }, zooms ${info.minZoom}–${info.maxZoom}`,
    `bounds       ${told(info.bounds)}`,
    `covers       ${percent(survey.found / survey.asked)} of ${city.names.en} at zoom ${info.maxZoom} ` +
    `(${survey.found} of ${survey.asked} tiles asked for)`,
    ...(vector ? [`features     ${list(survey.layers)}`, `names        ${list(survey.languages)}`] : []),
    `attribution  ${plain(info.attribution) || "none"}`,
  ];
}

const megabytes = (file: string) => (statSync(file).size / 1e6).toFixed(1);

/** The most frequent first, as they come. */
function list(counts: ReadonlyMap<string, number>): string {
  const told = [...counts].slice(0, TOLD).map(([name, count]) => `${name} ${count.toLocaleString("en")}`);
  if (counts.size > TOLD) told.push(`${counts.size - TOLD} more`);
  return told.join(", ") || "none";
}

/** Attributions are HTML by custom. */
const plain = (html: string) => html.replace(/<[^>]*>/g, "").replace(/\s+/g, " ").trim();

/** Beside the target first: a copy that stops half-way never stands where a base map is looked for. */
async function copy(from: string, to: string, progress: (share: number) => void): Promise<void> {
  if (same(from, to)) return;
  const part = `${to}.part`, { size } = statSync(from);
  let done = 0;
  const read = createReadStream(from);
  read.on("data", (chunk) => progress((done += chunk.length) / size));
  try {
    await pipeline(read, createWriteStream(part));
    renameSync(part, to);
  } finally {
    rmSync(part, { force: true });
  }
}

function same(a: string, b: string): boolean {
  try {
    return realpathSync(a) === realpathSync(b);
  } catch {
    return false;
  }
}

/** Names the file in city.json; says which line that is. */
function nameInCity(cityFile: string, basemap: { kind: string; file: string }): string {
  const text = JSON.parse(readFileSync(cityFile, "utf8"));
  text.basemap = basemap;
  const written = JSON.stringify(text, null, 2) + "\n";
  writeFileSync(cityFile, written);
  const line = written.slice(0, written.indexOf('\n  "basemap"') + 1).split("\n").length;
  return `${basename(cityFile)} names it in line ${line}: "basemap": ${JSON.stringify(basemap)}`;
}
