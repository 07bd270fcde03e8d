import { describe, expect, test } from "vitest";
import { NO_HEADING } from "../../../geo/worker_mark.ts";
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

const rows = { size: 64, state: new Uint8Array(64), heading: new Uint8Array(64), fix: new Float64Array(64) };

describe("buffers of workers", () => {
  test("a place keeps the precision of doubles in two floats", () => {
    const { device, held } = memory();
    const data = new WorkersData(device, 64);
    data.place(5, 121.900_000_12, 36.600_000_34);
    data.write();
    const [lon, lat, lonRest, latRest] = new Float32Array(held[0]!.bytes.buffer, 5 * 16, 4);
    expect(lon! + lonRest!).toBeCloseTo(121.900_000_12, 11);
    expect(lat! + latRest!).toBeCloseTo(36.600_000_34, 11);
  });

  test("only the rows from the first to the last changed one are sent, and once", () => {
    const { device, held } = memory();
    const data = new WorkersData(device, 64);
    data.place(10, 1, 1);
    data.colour(rows, 12, 0);
    data.write();
    data.write();
    expect(held.map(({ sent }) => sent)).toEqual([3 * 16, 3 * 4, 3 * 4, 3 * 4, 3 * 4]);
  });

  test("who did not say where they go has no arrow, nor has a row that nobody is in any more", () => {
    const { device, held } = memory();
    const data = new WorkersData(device, 64);
    const heading = Uint8Array.of(64, NO_HEADING, 10);
    const three = { size: 3, state: new Uint8Array(3), heading, fix: new Float64Array(3) };
    for (const row of [0, 1, 2]) data.colour(three, row, 0);
    data.endAt(3);
    data.write();
    const alphas = () => [3, 7, 11].map((at) => held[4]!.bytes[at]);
    expect(alphas()).toEqual([255, 0, 255]);
    expect(new Float32Array(held[3]!.bytes.buffer)[0]).toBeCloseTo(-90.35, 1);
    data.endAt(2);
    data.write();
    expect(alphas()).toEqual([255, 0, 0]);
    expect(data.arrows.length).toBe(64);
  });

  test("every fix has aged after eight pictures", () => {
    const { device, held } = memory();
    const data = new WorkersData(device, 64);
    for (let picture = 0; picture < 8; picture++) {
      data.age(rows, 300_000);
      data.write();
    }
    for (let row = 0; row < rows.size; row++) expect(held[1]!.bytes[row * 4 + 3]).toBe(128);
  });

  test("deck.gl is handed another object only when the number of rows is another", () => {
    const data = new WorkersData(memory().device, 64);
    expect(data.data(3)).toBe(data.data(3));
    expect(data.data(3).attributes).toBe(data.data(4).attributes);
    expect(data.data(4).length).toBe(4);
  });
});
