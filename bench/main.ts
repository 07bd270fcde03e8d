/** `deno task bench [--quick] [name…]`: every figure the project promises, measured, beside the raw limit of the same run. */
import { burst } from "./burst.ts";
import { commands } from "./commands.ts";
import { core } from "./core.ts";
import { consoleBench } from "./console.ts";
import { draw } from "./draw.ts";
import { type Figure, tableOf, verdictOf } from "./figure.ts";
import { firstLoad } from "./first_load.ts";
import { ingest } from "./ingest.ts";
import { load } from "./load.ts";
import { people } from "./people.ts";
import { push } from "./push.ts";
import { rankBench } from "./rank.ts";
import { start } from "./start.ts";

interface Case {
  readonly name: string;
  readonly title: string;
  run(options: { quick: boolean }): Promise<Figure[]>;
}

/** A new case is one file and one line here. */
const CASES: readonly Case[] = [
  { name: "ingest", title: "Taking fixes in, as fast as they come", run: ingest },
  { name: "load", title: "129,000 workers every 10 s, 50 walls, 20 consoles", run: load },
  { name: "burst", title: "129,000 workers every second", run: burst },
  { name: "commands", title: "Commands on cases, with 129,000 workers every 10 s", run: commands },
  { name: "rank", title: "Who should go, among 129,000 workers", run: rankBench },
  { name: "console", title: "The console with 500 open cases and 5,000 workers", run: consoleBench },
  { name: "core", title: "What is done again for every picture, report, list or look", run: core },
  { name: "push", title: "Bytes to a screen", run: push },
  { name: "start", title: "A restart with ten million stored fixes", run: start },
  { name: "first-load", title: "Switching a wall on for the first time", run: firstLoad },
  { name: "people", title: "The demo's own 129,000 workers, at work and when shifts change", run: people },
  { name: "draw", title: "Drawing 50,000 workers and 20,000 cells", run: draw },
];

// deno-lint-ignore no-console -- a command's own output
const say = (line: string) => console.log(line);

function readArguments(args: readonly string[]): { quick: boolean; cases: readonly Case[] } {
  const names = args.filter((arg) => arg !== "--quick");
  const unknown = names.find((name) => !CASES.some((known) => known.name === name));
  if (unknown !== undefined) {
    say(`${unknown}: is no benchmark; use --quick and any of ${CASES.map(({ name }) => name).join(", ")}`);
    Deno.exit(2);
  }
  const cases = names.length === 0 ? CASES : CASES.filter(({ name }) => names.includes(name));
  return { quick: args.includes("--quick"), cases };
}

if (import.meta.main) {
  const { quick, cases } = readArguments(Deno.args);
  const groups: { title: string; figures: Figure[] }[] = [];
  for (const { name, title, run } of cases) {
    say(`  bench    ${name} …`);
    groups.push({ title, figures: await run({ quick }) });
  }
  say(tableOf(groups));
  const misses = groups.flatMap(({ figures }) => figures).filter((figure) => verdictOf(figure) === "miss");
  say(
    `\n${
      misses.length === 0 ? "Every target is met" : `Missed: ${misses.map(({ name }) => name).join("; ")}`
    }.` +
      `${quick ? " (--quick: too short to rely on)" : ""}`,
  );
  Deno.exit(misses.length === 0 ? 0 : 1);
}
