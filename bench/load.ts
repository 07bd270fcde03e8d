/** A city of Beijing's size in an ordinary hour: every worker every ten seconds, 50 walls and 20 close-up consoles. */
import { type DayResult, runDay } from "./day.ts";
import { cores, count, type Figure, kilobytes, megabytes, milliseconds, percentile } from "./figure.ts";
import { BEIJING_WORKERS } from "./walkers.ts";

const WALLS = 50;
const CONSOLES = 20;

export async function load({ quick }: { quick: boolean }): Promise<Figure[]> {
  const day = await runDay({
    workers: BEIJING_WORKERS,
    everyMs: 10_000,
    requests: 50,
    rounds: quick ? 4 : 30,
    walls: WALLS,
    consoles: CONSOLES,
  });
  const { cpu, elapsedSeconds, resident, audience } = day;
  const wallBytes = audience.screens.slice(0, WALLS).map(({ bytes }) => bytes / audience.seconds);
  const consoleBytes = audience.screens.slice(WALLS).map(({ bytes }) => bytes / audience.seconds);
  return [
    ...arrivals(day, 1_000),
    {
      name: "CPU of server and engine",
      value: (cpu.server + cpu.engine) / elapsedSeconds,
      show: cores,
      target: { kind: "at-most", value: 0.5 },
    },
    { name: "… of the server", value: cpu.server / elapsedSeconds, show: cores },
    { name: "… of the engine", value: cpu.engine / elapsedSeconds, show: cores },
    {
      name: "RSS of the server, most",
      value: resident.server,
      show: megabytes,
      target: { kind: "at-most", value: 600e6 },
    },
    { name: "RSS of the engine, most", value: resident.engine, show: megabytes },
    { name: "to one wall, a second", value: percentile(wallBytes, 0.5), show: kilobytes },
    { name: "to one console, a second, most", value: percentile(consoleBytes, 1), show: kilobytes },
    ...generatorOf(day),
  ];
}

/** What both paces promise: arrival in time, nothing refused, nothing lost. */
export function arrivals(day: DayResult, mostMs: number): Figure[] {
  const target = { kind: "at-most", value: mostMs } as const;
  const none = { kind: "at-most", value: 0 } as const;
  const p99 = (values: readonly number[]) => percentile(values, 0.99);
  const fixes = [...day.walls, ...day.consoles];
  return [
    { name: "fix sent → on the screens, p99", value: p99(fixes), show: milliseconds, target },
    { name: `… on walls (${count(day.walls.length)} looked at)`, value: p99(day.walls), show: milliseconds },
    { name: `… on consoles (${count(day.consoles.length)})`, value: p99(day.consoles), show: milliseconds },
    { name: "incident sent → on the screens, p99", value: p99(day.incidents), show: milliseconds, target },
    { name: "fixes refused", value: day.sent - day.accepted, show: count, target: none },
    {
      name: "accepted, missing in ClickHouse",
      value: day.storedTarget - day.stored,
      show: count,
      target: none,
    },
    { name: "fixes accepted", value: day.accepted, show: count },
  ];
}

/** The measurement's own share of the machine. */
export function generatorOf({ generatorCpu, audience, elapsedSeconds, late }: DayResult): Figure[] {
  return [
    { name: "(CPU of the generator)", value: generatorCpu / elapsedSeconds, show: cores },
    { name: "(CPU of the screens' process)", value: audience.cpuSeconds / elapsedSeconds, show: cores },
    { name: "(generator late, at worst)", value: late, show: milliseconds },
  ];
}
