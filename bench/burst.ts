/** Every worker of a city of Beijing's size every second, for a minute. */
import { runDay } from "./day.ts";
import { cores, type Figure, megabytes } from "./figure.ts";
import { arrivals, generatorOf } from "./load.ts";
import { BEIJING_WORKERS } from "./walkers.ts";

export async function burst({ quick }: { quick: boolean }): Promise<Figure[]> {
  const day = await runDay({
    workers: BEIJING_WORKERS,
    everyMs: 1_000,
    requests: 10,
    rounds: quick ? 10 : 60,
    walls: 2,
    consoles: 5,
  });
  const { cpu, elapsedSeconds, resident } = day;
  return [
    ...arrivals(day, 2_000),
    { name: "CPU of server and engine", value: (cpu.server + cpu.engine) / elapsedSeconds, show: cores },
    { name: "… of the server", value: cpu.server / elapsedSeconds, show: cores },
    { name: "… of the engine", value: cpu.engine / elapsedSeconds, show: cores },
    { name: "RSS of the server, most", value: resident.server, show: megabytes },
    ...generatorOf(day),
  ];
}
