import { Buffer } from "node:buffer";
import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeFrame, encodeSection, FrameError, joinFrame } from "../../streams/frame.ts";
import { type CellsSection, MEASURES, type WorkersSection } from "../../streams/wire.ts";

const u32 = fc.integer({ min: 0, max: 0xffff_ffff });
const ascending = fc.uniqueArray(fc.integer({ min: 0, max: 200_000 }), { maxLength: 60 })
  .map((slots) => Uint32Array.from(slots.sort((a, b) => a - b)));
const block = ascending.chain((slots) =>
  fc.tuple(fc.constantFrom(10, 300, 70_000, 0xffff_ffff), fc.array(u32, { minLength: 60, maxLength: 60 }))
    .map(([cap, values]) => ({ slots, values: Uint32Array.from(slots, (_, i) => values[i]! % (cap + 1)) }))
);
const names = fc.array(fc.tuple(u32, u32, u32), { maxLength: 20 }).map((rows) => ({
  slots: Uint32Array.from(rows, (r) => r[0]),
  lo: Uint32Array.from(rows, (r) => r[1]),
  hi: Uint32Array.from(rows, (r) => r[2]),
}));

const cells: fc.Arbitrary<CellsSection> = fc.record({
  kind: fc.constant("cells" as const),
  resolution: fc.integer({ min: 6, max: 10 }),
  window: fc.constantFrom(15, 60, 1440),
  tile: u32,
  tick: u32,
  base: u32,
  named: names,
  blocks: fc.tuple(...MEASURES.map(() => block)),
});

const workers: fc.Arbitrary<WorkersSection> = fc.tuple(
  fc.array(fc.tuple(u32, fc.nat(65_535), fc.nat(65_535), fc.nat(255), fc.nat(2), fc.nat(65_535)), {
    maxLength: 30,
  }),
  fc.array(u32, { maxLength: 10 }),
  u32,
).map(([rows, gone, tick]) => {
  const box = [120.1, 36.05, 120.2, 36.15] as const;
  return {
    kind: "workers",
    tile: 7,
    tick,
    base: tick,
    slots: Uint32Array.from(rows, (r) => r[0]),
    lon: Float64Array.from(rows, (r) => box[0] + r[1] * ((box[2] - box[0]) / 65_535)),
    lat: Float64Array.from(rows, (r) => box[1] + r[2] * ((box[3] - box[1]) / 65_535)),
    heading: Uint8Array.from(rows, (r) => r[3]),
    state: Uint8Array.from(rows, (r) => r[4]),
    age: Uint16Array.from(rows, (r) => r[5]),
    gone: Uint32Array.from(gone),
    box,
  };
});

test("decodeFrame(joinFrame(encodeSection(x))) is x for any sections, at any alignment", () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(cells, workers), { maxLength: 5 }), fc.nat(7), (sections, shift) => {
      const bytes = joinFrame(1_795_000_000_123, sections.map(encodeSection));
      const shifted = new Uint8Array(bytes.length + shift).subarray(shift);
      shifted.set(bytes);
      const buffer = Buffer.from(shifted.buffer, shifted.byteOffset, shifted.byteLength);
      expect(decodeFrame(buffer)).toEqual(decodeFrame(bytes));
      expect(decodeFrame(shifted)).toEqual({ time: 1_795_000_000_123, sections });
    }),
  );
});

test("positions lose at most half a step of their tile's box, and points outside are held at its rim", () => {
  const box = [120, 36, 120.1, 36.1] as const;
  const section: WorkersSection = {
    kind: "workers",
    tile: 1,
    tick: 2,
    base: 1,
    slots: Uint32Array.of(5, 6),
    lon: Float64Array.of(120.012345678, 119),
    lat: Float64Array.of(36.098765432, 37),
    heading: Uint8Array.of(1, 2),
    state: Uint8Array.of(0, 1),
    age: Uint16Array.of(0, 9),
    gone: new Uint32Array(),
    box,
  };
  const [decoded] = decodeFrame(joinFrame(0, [encodeSection(section)])).sections as [WorkersSection];
  expect(Math.abs(decoded.lon[0]! - 120.012345678)).toBeLessThanOrEqual(0.1 / 65_535 / 2 + 1e-12);
  expect(Math.abs(decoded.lat[0]! - 36.098765432)).toBeLessThanOrEqual(0.1 / 65_535 / 2 + 1e-12);
  expect([decoded.lon[1], decoded.lat[1]]).toEqual([120, 36.1]);
});

test("decodeFrame() refuses a cut, foreign or newer frame by name instead of drawing nonsense", () => {
  const section = fc.sample(cells, { numRuns: 1, seed: 7 })[0]!;
  const bytes = joinFrame(5, [encodeSection(section)]);
  for (let length = 0; length < bytes.length; length++) {
    expect(() => decodeFrame(bytes.slice(0, length)), `cut at ${length}`).toThrow(FrameError);
  }
  expect(() => decodeFrame(new TextEncoder().encode("<!doctype html><html>"))).toThrow(/Not a frame/);
  const newer = bytes.slice();
  newer[4] = 9;
  expect(() => decodeFrame(newer)).toThrow(/version 9/);
});
