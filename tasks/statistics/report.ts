/** The report docs/demo-statistics.md as text, from what was counted. */
import { CATEGORIES } from "../../demo/categories.ts";
import type { Case } from "./cases.ts";
import { byThreeHours, mixOf, peakToTrough, quantile } from "./summary.ts";
import type { DemoDay, Tracks } from "./tracks.ts";

export interface Counted {
  readonly cases: Readonly<Record<"demo" | "houston" | "fire" | "police" | "hotline", readonly Case[]>>;
  readonly cabs: Tracks;
  readonly day: DemoDay;
  /** Of the demo's day. */
  readonly workers: number;
}

const NAMES = {
  demo: "Haiwan",
  houston: "Houston 911",
  fire: "SF fire",
  police: "SF police",
  hotline: "SF 311",
} as const;
type City = keyof typeof NAMES;
const CITIES = Object.keys(NAMES) as City[];

/** Slower than this is standing, m/s; faster than FASTEST no car, 200 km/h. */
const STANDING = 0.5, FASTEST = 200 / 3.6;
/** Recordings whose days are whole: of the others a rate says nothing. */
const WHOLE: ReadonlySet<City> = new Set(["demo", "houston", "fire"]);

export function report(counted: Counted): string {
  const { cases, workers } = counted;
  return `# The demo beside two cities

Is Haiwan plausible? Every figure here is written by \`deno task demo-statistics\`, which counts two weeks of the
demo's incidents and one Wednesday of ${
    workers.toLocaleString("en")
  } of its workers, and recordings of Houston and San
Francisco (\`--recordings DIR\`, by default \`../shared/data\`; they are not part of this project): Houston's live list of
911 incidents in October 2025 (${
    many(cases.houston)
  }), San Francisco's fire department in the last week of 2016
(${many(cases.fire)}), its police in 2016 (${
    many(cases.police)
  }; the file is cut), a sample of its 311 cases of several
years (${many(cases.hotline)}), and its cabs on 30 May 2008.

## When it happens

Per cent of the reports of working days, in three hours each:

${
    table(
      ["", "00", "03", "06", "09", "12", "15", "18", "21", "busiest hour / quietest"],
      CITIES.map((city) => {
        const hours = cases[city].filter(({ dayOff }) => !dayOff).map(({ hour }) => hour);
        return [
          NAMES[city],
          ...byThreeHours(hours).map((share) => share.toFixed(1)),
          peakToTrough(hours).toFixed(1),
        ];
      }),
    )
  }

An emergency number never sleeps, an office hotline does; Haiwan, where hotline, patrols, sensors and police come
together, lies between them and near the emergency services.

## How much, and of what

${
    table(
      [
        "",
        "a day",
        "day off / working day",
        "categories",
        "most frequent, %",
        "first five, %",
        "first ten, %",
      ],
      CITIES.map((city) => {
        const { kinds, top } = mixOf(cases[city].map(({ category }) => category));
        const rate = WHOLE.has(city) ? perDay(cases[city]).toFixed(0) : "–";
        return [
          NAMES[city],
          rate,
          offToWork(cases[city]).toFixed(2),
          kinds,
          ...top.map((share) => share.toFixed(0)),
        ];
      }),
    )
  }

A few categories make most of the reports everywhere. The emergency services' first one is medical help, which a city's
management does not have; 311 and police, which have no such category, are what Haiwan is to be like.

## How long it stays open

Minutes from the report to its end:

${table(["", "p10", "p50", "p90"], openRows(cases))}

Haiwan's emergencies are burst pipes, fallen cables and water on the roads, and keep people longer than a patient who
is taken to a hospital. 311 counts in days and weeks what a city of Haiwan's kind promises in hours (rubbish 4 working
hours, small advertisements 1 working day). The demo ends everything within 20 hours, so that its last day holds all
that is open: long cases are the one thing it does not have.

## How people move

Fixes about a minute apart (the demo's are thinned to what cabs send); speeds between two fixes at most two minutes
apart, without those who stand:

${
    table(
      ["", "standing, %", "km/h p10", "p50", "p90", "faster than 200 km/h, %", "gaps > 5 min, %"],
      movers(counted).map(([name, tracks]) => [name, ...motion(tracks)]),
    )
  }

A specialist drives to a place and works there, a cab drives for its living and on motorways. Both have fixes that cannot
be. The demo's are of a mast instead of the sky, one in 4,000, and seldom look like a speed a minute later; at ten
seconds the city flags them as jumps.

## How exact it is

No recording states an accuracy. What can be compared is how far the fixes of somebody who stands for five minutes lie
from their mean (metres, root mean square), and what the demo's phones state:

${
    table(
      ["", "p10", "p50", "p90"],
      [
        ...movers(counted).map(([name, { scatter }]) => [`${name}, standing`, ...quantiles(scatter)]),
        ["Haiwan, stated in the open", ...quantiles(counted.day.accuracy.open)],
        ["Haiwan, stated between high houses", ...quantiles(counted.day.accuracy.houses)],
        ["Haiwan, stated inside", ...quantiles(counted.day.accuracy.inside)],
      ],
    )
  }

Of ${counted.day.fixes.toLocaleString("en")} fixes of the day ${
    (counted.day.late / counted.day.fixes * 100).toFixed(2)
  } % came more than half a minute late, out of places without radio.

## Who is out

Per cent of all workers heard of in each hour of a working day:

${
    table(
      Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, "0")),
      [counted.day.heard.map((share) => (share * 100).toFixed(0))],
    )
  }

Shifts hand over at seven, at two and at ten; meals are between half past ten and one, and at six.

## What was mended for it

The mix of categories was too flat (the first five made 36 %, and ten 56 %), cars were too slow (13.9 km/h in the
median), phones were silent for a quarter of an hour or not at all, and no fix was ever wild.
`;
}

function many(cases: readonly Case[]): string {
  return cases.length.toLocaleString("en");
}

function perDay(cases: readonly Case[]): number {
  return cases.length / new Set(cases.map(({ day }) => day)).size;
}

function offToWork(cases: readonly Case[]): number {
  return perDay(cases.filter(({ dayOff }) => dayOff)) / perDay(cases.filter(({ dayOff }) => !dayOff));
}

function openRows(cases: Counted["cases"]): (readonly (string | number)[])[] {
  const emergencies = new Set(
    CATEGORIES.filter(({ group }) => group === "emergency").map(({ code }) => code),
  );
  const row = (name: string, some: readonly Case[]) =>
    [
      name,
      ...[0.1, 0.5, 0.9].map((share) => quantile(some.map(({ open }) => open), share).toFixed(0)),
    ] as const;
  return [
    row("Haiwan, emergencies", cases.demo.filter(({ category }) => emergencies.has(category))),
    row("Haiwan, everything else", cases.demo.filter(({ category }) => !emergencies.has(category))),
    row("Houston 911, on the live list", cases.houston),
    row("SF fire, until the last unit is free", cases.fire),
    row("SF 311", cases.hotline),
  ];
}

function movers({ cabs, day }: Counted): [string, Tracks][] {
  return [
    ["Haiwan, on foot", day.onFoot],
    ["Haiwan, by bicycle", day.byBicycle],
    ["Haiwan, by car", day.byCar],
    ["SF cabs", cabs],
  ];
}

function motion({ speeds, gaps }: Tracks): string[] {
  const moving = speeds.filter((speed) => speed >= STANDING && speed <= FASTEST);
  const percent = (part: number, of: number, digits: number) => (part / of * 100).toFixed(digits);
  return [
    percent(speeds.filter((speed) => speed < STANDING).length, speeds.length, 0),
    ...[0.1, 0.5, 0.9].map((share) => (quantile(moving, share) * 3.6).toFixed(1)),
    percent(speeds.filter((speed) => speed > FASTEST).length, speeds.length, 2),
    percent(gaps.filter((gap) => gap > 300).length, gaps.length, 2),
  ];
}

function quantiles(values: readonly number[]): string[] {
  return [0.1, 0.5, 0.9].map((share) => quantile(values, share).toFixed(1));
}

function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const line = (cells: readonly (string | number)[]) => `| ${cells.join(" | ")} |`;
  const rule = line(head.map((_, at) => at === 0 && head[0] === "" ? "---" : "--:"));
  return [line(head), rule, ...rows.map(line)].join("\n");
}
