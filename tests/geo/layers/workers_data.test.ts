import { describe, expect, test } from "vitest";
import { NO_HEADING, WORKER_STATE } from "../../../geo/worker_mark.ts";
import type { Device } from "../../../geo/layers/cells.ts";
import { WorkersData } from "../../../geo/layers/workers_data.ts";

/** What a GPU would hold, and how much was sent there. */
function memory() {
  const held: { bytes: Uint8Array; sent: number }[] = [];
  const device = {
    createBuffer: ({ byteLength }: { byteLength: number }) => {
      const buffer = { bytes: new Uint8Array(byteLength), sent: 0 };
      held.push(buffer);
      return {
        destroy: () => {},
        write(data: ArrayBufferView, at: number) {
          buffer.bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), at);
          buffer.sent += data.byteLength;
        },
      };
    },
  } as unknown as Device;
  return { device, held };
}

const FROM = 1e12;
const rowsOf = (size: number) => ({
  state: new Uint8Array(size),
  heading: new Uint8Array(size),
  fix: new Float64Array(size).fill(FROM),
});
/** In the order they are made. */
const PLACES = 0, MARKS = 1, FIXES = 2, OFFSETS = 3;

describe("buffers of workers", () => {
  test("a place keeps the precision of doubles in two floats", () => {
    const { device, held } = memory();
    const data = new WorkersData(device, 64, FROM);
    data.place(5, 121.900_000_12, 36.600_000_34);
    data.write();
    const [lon, lat, lonRest, latRest] = new Float32Array(held[PLACES]!.bytes.buffer, 5 * 16, 4);
    expect(lon! + lonRest!).toBeCloseTo(121.900_000_12, 11);
    expect(lat! + latRest!).toBeCloseTo(36.600_000_34, 11);
  });

  test("only the rows from the first to the last changed one are sent, and once", () => {
    const { device, held } = memory();
    const data = new WorkersData(device, 64, FROM);
    data.place(10, 1, 1);
    data.mark(rowsOf(64), 12);
    data.write();
    data.write();
    expect(held.map(({ sent }) => sent)).toEqual([3 * 16, 3 * 4, 3 * 4, 3 * 8]);
  });

  test("a fix is counted on the clock that the shader is given, weeks later too", () => {
    const { device, held } = memory();
    const data = new WorkersData(device, 4, FROM);
    const now = FROM + 21 * 86_400_000;
    const rows = rowsOf(4);
    rows.fix[1] = now - 30_000;
    data.mark(rows, 1);
    data.tick(now);
    data.write();
    const fix = new Float32Array(held[FIXES]!.bytes.buffer)[1]!;
    expect(data.clock.seconds - fix).toBeCloseTo(30, 0);
  });

  test("a mark says state and heading, and is drawn by itself until it is part of a crowd", () => {
    const { device, held } = memory();
    const data = new WorkersData(device, 4, FROM);
    const rows = rowsOf(4);
    rows.state[2] = WORKER_STATE.onScene;
    rows.heading[2] = NO_HEADING;
    data.mark(rows, 2);
    data.write();
    const mark = () => [...held[MARKS]!.bytes.subarray(8, 12)];
    expect(mark()).toEqual([3, 255, 255, 0]);
    data.stand(2, 4, -7, false);
    data.mark(rows, 2);
    data.write();
    expect(mark()).toEqual([3, 255, 0, 0]);
    expect([...new Float32Array(held[OFFSETS]!.bytes.buffer, 16, 2)]).toEqual([4, -7]);
  });

  test("who stands as before is not sent again", () => {
    const { device, held } = memory();
    const data = new WorkersData(device, 4, FROM);
    data.stand(1, 0.1, 0.2, true);
    data.write();
    const before = held[OFFSETS]!.sent;
    data.stand(1, 0.1, 0.2, true);
    data.write();
    expect(held[OFFSETS]!.sent).toBe(before);
  });

  test("deck.gl is handed another object only when the number of rows is another", () => {
    const data = new WorkersData(memory().device, 64, FROM);
    expect(data.data(3)).toBe(data.data(3));
    expect(data.data(3).attributes).toBe(data.data(4).attributes);
    expect(data.data(4).length).toBe(4);
  });
});
