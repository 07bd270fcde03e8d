/** `deno task demo-statistics [--recordings DIR]`: writes docs/demo-statistics.md, the demo beside recordings of real cities. */
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { report } from "./statistics/report.ts";
import { demoCases, fireCases, hotlineCases, houstonCases, policeCases } from "./statistics/cases.ts";
import { cabTracks, demoDay } from "./statistics/tracks.ts";

const ROOT = new URL("..", import.meta.url).pathname;
/** A Monday, and the Wednesday of the week after, at local midnight in Haiwan: the report is the same whenever it is made. */
const FORTNIGHT = Date.UTC(2026, 10, 1, 16), WEDNESDAY = Date.UTC(2026, 10, 10, 16);
const WORKERS = 3_000;

// deno-lint-ignore no-console -- a command's own output
const say = (line: string) => console.log(line);

if (import.meta.main) {
  const { values } = parseArgs({
    args: Deno.args,
    options: { recordings: { type: "string", default: join(ROOT, "../shared/data") } },
  });
  const file = (name: string) => join(values.recordings, name);
  const needed = {
    houston: file("houston/events_baseline_202510.ndjson.gz"),
    fire: file("sf/sffd_unit_calls_2016w53.csv.gz"),
    police: file("sf/sfpd_incidents_2016_truncated.csv.gz"),
    hotline: file("sf/sf311_cases_geo_4984.csv.gz"),
    cabs: file("sf/cabs_20080530_24h.csv.gz"),
  };
  const missing = Object.values(needed).find((path) => !existsSync(path));
  if (missing) {
    say(`${missing}: is not there; name the folder of the recordings with --recordings`);
    Deno.exit(2);
  }
  const began = performance.now();
  const text = report({
    cases: {
      demo: demoCases(FORTNIGHT, 14),
      houston: await houstonCases(needed.houston),
      fire: await fireCases(needed.fire),
      police: await policeCases(needed.police),
      hotline: await hotlineCases(needed.hotline),
    },
    cabs: await cabTracks(needed.cabs),
    day: demoDay(WEDNESDAY, WORKERS),
    workers: WORKERS,
  });
  const out = join(ROOT, "docs/demo-statistics.md");
  writeFileSync(out, text);
  await new Deno.Command(Deno.execPath(), { args: ["fmt", "--quiet", out], cwd: ROOT }).output();
  say(`  written  docs/demo-statistics.md, after ${((performance.now() - began) / 1000).toFixed(1)} s`);
}
