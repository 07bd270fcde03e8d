/**
 * `deno task import grids|cameras|basemap|shifts|people|categories|stages|calendar FILE …`: checks a table, then takes all of it
 * or nothing, and reports every refused row; checks a base map (import_basemap.ts); adds versions of the tables that cases are worked by
 * (import_tables.ts).
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { parse as parseCsv } from "csv-parse/sync";
import { DATUMS } from "../geo/datum.ts";
import { checkAreas } from "../geo/polygon.ts";
import { type CityFile, readCityFolder, SetupError } from "../store/city_folder.ts";
import { areasAsGeoJson } from "../store/city_maps.ts";
import { parseCamera } from "../streams/parse/camera.ts";
import type { Camera } from "../streams/record.ts";
import { CATEGORY_COLUMNS } from "../dispatch/categories.ts";
import { CLOCK_KINDS } from "../dispatch/limit.ts";
import { LIMITED_STAGES } from "../dispatch/stage_limits.ts";
import { COLUMN_NAMES, PEOPLE_COLUMNS } from "../dispatch/people_table.ts";
import { TABLE_KINDS } from "../dispatch/tables_folder.ts";
import { readSettings } from "../settings.ts";
import { importBasemap } from "./import_basemap.ts";
import { importPeople } from "./import_people.ts";
import { importShifts } from "./import_shifts.ts";
import { readJson, readText, refuse } from "./import_file.ts";
import { importTables } from "./import_tables.ts";

const USAGE = `Usage:
  deno task import grids FILE.geojson --city FOLDER --code PROPERTY --name PROPERTY [--as districts] [--datum gcj02]
  deno task import cameras FILE.json|FILE.csv --city FOLDER --key KEY [--url http://127.0.0.1:8000]
  deno task import basemap FILE.pmtiles|FILE.mbtiles --city FOLDER
  deno task import shifts FILE.csv --city FOLDER [--data DATA_DIR]
  deno task import people FILE.csv --city FOLDER [--data DATA_DIR] [--apply [--links OUT.csv [--url https://…]]]
  deno task import categories|stages|calendar FILE.csv --city FOLDER
Columns: categories ${CATEGORY_COLUMNS.join(",")}
  shifts     worker,starts,ends              (2026-11-27 08:00 is the city's local time)
  people     ${PEOPLE_COLUMNS.map((column) => COLUMN_NAMES[column].slice(0, 2).join(" or ")).join(", ")}
  stages     stage,severity,amount,clock     (${LIMITED_STAGES.join(", ")})
  calendar   what,value,zh,en                (hours, weekdays, official_until, and days: off, work or hours)
Clocks: ${CLOCK_KINDS.join(", ")}`;

const BATCH = 500;

// deno-lint-ignore no-console -- a command's own output
const say = (line: string) => console.log(line);

interface Asked {
  readonly file: string;
  readonly folder: string;
  readonly city: CityFile;
  readonly options: Readonly<Record<string, string | undefined>>;
}

function importGrids({ file, folder, city, options }: Asked): void {
  const { code, name, as = "grids", datum = "wgs84" } = options;
  if (!code || !name || (as !== "grids" && as !== "districts")) throw new SetupError(USAGE);
  if (!DATUMS.some((known) => known === datum)) {
    throw new SetupError(`--datum ${datum}: is unknown; use ${DATUMS.join(", ")}`);
  }
  const result = checkAreas(readJson(file), {
    code,
    name,
    datum: datum as CityFile["datums"][string],
    bounds: city.bounds,
  });
  if (!result.ok) {
    refuse(
      file,
      result.refusals.map(({ index, fault, detail }) => `feature ${index ?? "-"}: ${fault}: ${detail}`),
      say,
    );
  }
  const target = `${as}.geojson`;
  writeFileSync(join(folder, target), JSON.stringify(areasAsGeoJson(result.areas)));
  const cityFile = join(folder, "city.json");
  const text = JSON.parse(readFileSync(cityFile, "utf8"));
  text[as] = { file: target, code: "code", name: "name" };
  writeFileSync(cityFile, JSON.stringify(text, null, 2) + "\n");
  say(
    `  ✓ ${result.areas.length} ${as} in ${
      join(folder, target)
    }; city.json names them. Restart to draw them.`,
  );
}

async function importCameras({ file, city, options }: Asked): Promise<void> {
  const { key, url = "http://127.0.0.1:8000" } = options;
  if (!key) throw new SetupError(USAGE);
  const rows = /\.csv(\.gz)?$/.test(file) ? cameraRows(readText(file)) : readJson(file);
  if (!Array.isArray(rows)) throw new SetupError(`${file}: is no array of cameras`);
  const faults: string[] = [];
  const cameras: Camera[] = [];
  rows.forEach((row, index) => {
    const parsed = parseCamera(row, { bounds: city.bounds, datum: "wgs84" });
    if (parsed.ok) cameras.push(parsed.value);
    else faults.push(`row ${index}: ${parsed.reason}${parsed.detail ? `: ${parsed.detail}` : ""}`);
  });
  if (faults.length > 0) refuse(file, faults, say);
  for (let from = 0; from < cameras.length; from += BATCH) {
    const response = await fetch(new URL("/api/cameras", url), {
      method: "POST",
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
      body: JSON.stringify(cameras.slice(from, from + BATCH)),
    }).catch((error) => {
      throw new SetupError(
        `${url} does not answer (${error.message}); start Hexwall first, then import again`,
      );
    });
    if (!response.ok) throw new SetupError(`${url} answers ${response.status}: ${await response.text()}`);
    const { rejected, rejections } = await response.json();
    if (rejected > 0) {
      throw new SetupError(
        `${url} refused ${rejected} cameras (${
          JSON.stringify(rejections[0])
        }); does it serve ${city.id}, with the ` +
          "same city.json? Import again when it does",
      );
    }
    say(`  ${Math.min(from + BATCH, cameras.length)} of ${cameras.length} cameras`);
  }
  say(`  ✓ ${cameras.length} cameras`);
}

/** Columns: id, name, lat, lon, url, and optionally kind, bearing, fov, owner. */
function cameraRows(text: string): unknown[] {
  const rows = parseCsv(text, { columns: true, bom: true, skip_empty_lines: true }) as Record<
    string,
    string
  >[];
  const number = (value: string | undefined) =>
    value === undefined || value === "" ? undefined : Number(value);
  return rows.map(({ id, name, lat, lon, url, kind = "hls", bearing, fov, owner }) => ({
    id,
    name,
    lat: number(lat),
    lon: number(lon),
    bearing: number(bearing),
    fov: number(fov),
    ...(owner ? { owner } : {}),
    streams: url ? [{ url, kind }] : [],
  }));
}

async function run(args: readonly string[]): Promise<void> {
  const text = { type: "string" } as const;
  const names = {
    city: text,
    code: text,
    name: text,
    as: text,
    datum: text,
    key: text,
    url: text,
    data: text,
    links: text,
    apply: { type: "boolean" },
  } as const;
  const { values, positionals: [table, file] } = parseArgs({
    args: [...args],
    options: names,
    allowPositionals: true,
  });
  if (!file || !values.city) throw new SetupError(USAGE);
  const { apply = false, ...options } = values;
  const asked: Asked = { file, folder: values.city, city: readCityFolder(values.city), options };
  if (table === "grids") importGrids(asked);
  else if (table === "cameras") await importCameras(asked);
  else if (table === "shifts") {
    const { dataDir } = readSettings(Deno.env.toObject());
    await importShifts({ ...asked, dataDir: values.data ?? dataDir }, say);
  } else if (table === "people") {
    const { dataDir } = readSettings(Deno.env.toObject());
    const { links, url = "http://127.0.0.1:8000" } = values;
    await importPeople({ ...asked, dataDir: values.data ?? dataDir, apply, links, url }, say);
  } else if (table === "basemap") await importBasemap(asked, say);
  else {
    const kind = TABLE_KINDS.find((known) => known === table);
    if (!kind) throw new SetupError(USAGE);
    importTables(asked, kind, say);
  }
}

if (import.meta.main) {
  try {
    await run(Deno.args);
  } catch (error) {
    const known = error instanceof SetupError ||
      (error as { code?: string }).code?.startsWith("ERR_PARSE_ARGS");
    if (!known) throw error;
    say((error as Error).message);
    Deno.exit(2);
  }
}
