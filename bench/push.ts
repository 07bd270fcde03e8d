/** Bytes to one wall and to one console a second, against the same news as JSON objects. */
import { runDay } from "./day.ts";
import { type Figure, kilobytes } from "./figure.ts";
import { BEIJING_WORKERS } from "./walkers.ts";

export async function push({ quick }: { quick: boolean }): Promise<Figure[]> {
  const { audience: { screens, seconds } } = await runDay({
    workers: BEIJING_WORKERS,
    everyMs: 10_000,
    requests: 50,
    rounds: quick ? 2 : 6,
    walls: 1,
    consoles: 1,
    jsonTwin: true,
  });
  const [wall, console] = screens;
  const figure = (name: string, bytes: number, json: number): Figure => ({
    name,
    value: bytes / seconds,
    show: kilobytes,
    floor: json / seconds,
  });
  return [
    {
      ...figure("to one wall, a second (raw: JSON objects)", wall!.bytes, wall!.jsonBytes),
      target: { kind: "times-less", value: 12 },
    },
    figure("… (raw: JSON of changed values only)", wall!.bytes, wall!.leanJsonBytes),
    figure("to one console, a second (raw: JSON objects)", console!.bytes, console!.jsonBytes),
  ];
}
