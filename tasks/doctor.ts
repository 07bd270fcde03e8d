/** `deno task doctor`: what is wrong with this machine, and how to mend it. Exit status 2 when something would not start. */
import { accessSync, constants, existsSync, mkdirSync, statfsSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { caseTables, publicSources } from "../dispatch/case_tables.ts";
import { checkRules } from "../dispatch/filing_rules.ts";
import { readTables } from "../dispatch/tables_folder.ts";
import { isLoopback } from "../routes/caller.ts";
import { readSettings, type Settings } from "../settings.ts";
import { readCityFolder, SetupError } from "../store/city_folder.ts";
import { readCityAreas } from "../store/city_maps.ts";
import { findEngineLibrary } from "../store/engine_library.ts";
import { checkBasemap } from "./check_basemap.ts";
import { checkShifts } from "./check_shifts.ts";
import { checkSources } from "./check_sources.ts";
import { fault, type Finding, note, ok } from "./finding.ts";

interface Check {
  readonly name: string;
  run(): Finding | Promise<Finding>;
}

/** Below this a day of a large city may not fit. */
const ROOM_BYTES = 2e9;
const WANTED_DENO = "2.9.6";

function checks(settings: Settings): Check[] {
  return [
    { name: "deno", run: checkDeno },
    { name: "city", run: () => checkCity(settings) },
    { name: "basemap", run: () => checkBasemap(settings.city) },
    { name: "engine", run: () => checkEngine(settings) },
    { name: "port", run: () => checkPort(settings) },
    { name: "data", run: () => checkData(settings) },
    { name: "shifts", run: () => checkShifts(settings) },
    { name: "sources", run: () => checkSources(settings) },
    { name: "screens", run: checkScreens },
    { name: "keys", run: () => checkKeys(settings) },
    { name: "people", run: () => checkEntrance(settings) },
    { name: "video", run: checkGraphics },
  ];
}

function checkDeno(): Finding {
  const { deno } = Deno.version;
  return deno === WANTED_DENO
    ? ok(`Deno ${deno}`)
    : note(`Deno ${deno}; tested with ${WANTED_DENO}: npx -y deno@${WANTED_DENO} task …`);
}

function checkCity({ city }: Settings): Finding {
  if (city === null) return ok("Haiwan, the demo; set CITY to a folder with a city.json for your own");
  const file = readCityFolder(city);
  // As a start does: broken polygons are said here with the same words.
  readCityAreas(city, file);
  const tables = readTables(city, file), { version, categories } = tables.newest;
  checkRules(file.cases.rules, caseTables(tables, publicSources(file)));
  if (version === 0) {
    return note(
      `${file.names.zh} ${file.names.en}; no categories, limits or calendar: deno task import brings them in`,
    );
  }
  return ok(`${file.names.zh} ${file.names.en}; tables of version ${version}, ${categories.size} categories`);
}

async function checkEngine({ clickhouseUrl }: Settings): Promise<Finding> {
  if (clickhouseUrl === null) return ok(`embedded ClickHouse at ${findEngineLibrary().split("/").at(-1)}`);
  const url = new URL("/ping", clickhouseUrl);
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(3_000), redirect: "manual" });
    const text = await response.text();
    return response.ok
      ? ok(`${url.host} answers`)
      : fault(`${url.host} answers ${response.status}: ${text.slice(0, 100)}; check CLICKHOUSE_URL`);
  } catch (error) {
    return fault(
      `${url.host} does not answer (${(error as Error).message}); start it, or check CLICKHOUSE_URL`,
    );
  }
}

function checkPort({ host, port }: Settings): Promise<Finding> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) => {
      const busy = error.code === "EADDRINUSE";
      resolve(
        fault(
          busy
            ? `${host}:${port} is in use; stop what listens there, or set PORT`
            : `${host}:${port}: ${error.message}`,
        ),
      );
    });
    server.listen(port, host, () => server.close(() => resolve(ok(`${host}:${port} is free`))));
  });
}

function checkData({ dataDir }: Settings): Finding {
  try {
    mkdirSync(dataDir, { recursive: true });
    accessSync(dataDir, constants.W_OK);
  } catch (error) {
    return fault(`${dataDir} cannot be written (${(error as Error).message}); set DATA_DIR`);
  }
  const { bavail, bsize } = statfsSync(dataDir);
  const free = bavail * bsize;
  const text = `${dataDir} has ${(free / 1e9).toFixed(1)} GB free`;
  return free < ROOM_BYTES
    ? fault(`${text}; ${ROOM_BYTES / 1e9} GB are the least, set DATA_DIR to a larger disk`)
    : ok(text);
}

function checkScreens(): Finding {
  const built = existsSync(join(import.meta.dirname!, "..", "dist", ".vite", "manifest.json"));
  return built ? ok("built") : note("not built yet; deno task start builds them");
}

function checkKeys({ apiKeys }: Settings): Finding {
  if (apiKeys.length === 0) {
    return note("API_KEYS is not set: only a key made up at start, in DATA_DIR/<city>/ingest.key, may send");
  }
  return ok(
    `${apiKeys.length} key${apiKeys.length === 1 ? "" : "s"}: ${apiKeys.map(({ name }) => name).join(", ")}`,
  );
}

/** Passwords and cookies cross a network only over HTTPS, which a proxy in front speaks. */
function checkEntrance({ city, host, behindProxy }: Settings): Finding {
  if (behindProxy) {
    return ok(
      "a proxy speaks HTTPS in front; it must set X-Forwarded-Proto and X-Forwarded-For, and pass Host on",
    );
  }
  if (!isLoopback(host)) {
    return fault(
      `HOST=${host} is reached from elsewhere, and signing in from there needs HTTPS; ` +
        "put a proxy with TLS in front, let Hexwall listen on 127.0.0.1, and set BEHIND_PROXY=1",
    );
  }
  return ok(city === null ? "this machine only: guests and demo accounts" : "this machine only");
}

function checkGraphics(): Finding {
  if (Deno.build.os !== "linux") return note("whether a graphics card draws the wall shows chrome://gpu");
  return existsSync("/dev/dri") || existsSync("/dev/nvidia0")
    ? ok("a graphics card is here")
    : note("no graphics card here: a wall drawn on this machine is slow; a server needs none");
}

const MARK: Record<Finding["kind"], string> = { ok: "✓", note: "·", fault: "✗" };

/** Runs every check; returns how many faults there are. */
export async function examine(settings: Settings, say: (line: string) => void): Promise<number> {
  let faults = 0;
  for (const { name, run } of checks(settings)) {
    let finding: Finding;
    try {
      finding = await run();
    } catch (error) {
      if (!(error instanceof SetupError)) throw error;
      finding = fault(error.message);
    }
    if (finding.kind === "fault") faults++;
    say(`  ${MARK[finding.kind]} ${name.padEnd(8)} ${finding.text}`);
  }
  return faults;
}

if (import.meta.main) {
  // deno-lint-ignore no-console -- a command's own output
  const say = (line: string) => console.log(line);
  try {
    const faults = await examine(readSettings(Deno.env.toObject()), say);
    say(faults === 0 ? "Nothing keeps Hexwall from starting." : `${faults} to mend.`);
    Deno.exit(faults === 0 ? 0 : 2);
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    say(`  ✗ settings ${error.message}`);
    Deno.exit(2);
  }
}
