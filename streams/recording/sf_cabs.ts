/** GPS traces of San Francisco's cabs (`ts` in unix seconds UTC): each cab is a worker. */
import { recordsOf } from "./file.ts";
import type { Format, TimedRow } from "./recording.ts";

export const sfCabs: Format = {
  name: "sf-cabs",
  kind: "fixes",
  fits: (head) => head.startsWith("ts,cab,lat,lng,occupied"),
  async *read(file, faults): AsyncGenerator<TimedRow> {
    for await (const { ts, cab, lat, lng, occupied } of recordsOf(file, faults)) {
      const time = Number(ts) * 1000;
      if (!ts || !Number.isFinite(time)) {
        faults.add("a row has no time");
        continue;
      }
      const state = occupied === "1" ? "occupied" : "free";
      yield { at: time, row: { worker: cab, time, lat: number(lat), lon: number(lng), state } };
    }
  },
};

/** What is no number goes out as null: the city refuses it by name. */
function number(text: string | undefined): number | null {
  return text !== undefined && text.trim() !== "" && Number.isFinite(Number(text)) ? Number(text) : null;
}
