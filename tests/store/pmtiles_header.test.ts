import { existsSync } from "node:fs";
import { expect, it } from "vitest";
import { checkPmtilesHeader, HEADER_BYTES, readPmtilesHeader } from "../../store/pmtiles_header.ts";

/** A header of version 3: one root directory, then metadata, then the tiles. */
function header(change: (bytes: DataView) => void = () => {}): Uint8Array {
  const bytes = new Uint8Array(HEADER_BYTES), view = new DataView(bytes.buffer);
  bytes.set(new TextEncoder().encode("PMTiles"));
  const long = (at: number, value: number) => view.setBigUint64(at, BigInt(value), true);
  view.setUint8(7, 3);
  for (
    const [at, value] of [[8, 127], [16, 20], [24, 147], [32, 10], [40, 157], [48, 0], [56, 157], [64, 843]]
  ) {
    long(at!, value!);
  }
  // Gzip inside and out, vector tiles, zooms 0 to 14, the bounds of Florence.
  for (const [at, value] of [[97, 2], [98, 2], [99, 1], [100, 0], [101, 14]]) view.setUint8(at!, value!);
  for (const [i, degrees] of [11.15, 43.72, 11.33, 43.84].entries()) {
    view.setInt32(102 + 4 * i, Math.round(degrees * 1e7), true);
  }
  change(view);
  return bytes;
}

const SIZE = 1000;
const faultOf = (bytes: Uint8Array, size = SIZE) => {
  const result = checkPmtilesHeader(bytes, size);
  return "fault" in result ? result.fault[0] : null;
};

it("takes a whole file and says format and bounds", () => {
  expect(checkPmtilesHeader(header(), SIZE)).toMatchObject({
    format: "mvt",
    bounds: [11.15, 43.72, 11.33, 43.84],
  });
});

it("names what is wrong", () => {
  expect(faultOf(new Uint8Array(), 0)).toBe("empty");
  expect(faultOf(new TextEncoder().encode("This is no map"))).toBe("not-a-base-map");
  expect(faultOf(Uint8Array.of(0x50, 0x4d, 2, 0, 0, 0, 0, 0))).toBe("version-2");
  expect(faultOf(header((v) => v.setUint8(7, 4)))).toBe("version-4");
  expect(faultOf(header().subarray(0, 7), 7)).toBe("truncated");
  expect(faultOf(header().subarray(0, 60), 60)).toBe("truncated");
  expect(faultOf(header(), SIZE - 1)).toBe("truncated");
  expect(faultOf(header((v) => v.setBigUint64(64, 0n, true)))).toBe("no-tiles");
  expect(faultOf(header((v) => v.setUint8(99, 5)))).toBe("unknown-tiles");
  expect(faultOf(header((v) => v.setUint8(98, 4)))).toBe("unknown-tiles");
  expect(faultOf(header((v) => v.setUint8(101, 99)))).toBe("bad-zooms");
  expect(faultOf(header((v) => v.setInt32(102, 120e7, true)))).toBe("damaged");
});

it("refuses every file that is cut short", () => {
  for (let size = 1; size < SIZE; size += 7) {
    expect(["truncated", "version-2", "not-a-base-map"]).toContain(faultOf(header().subarray(0, size), size));
  }
});

const SAMPLES = "../shared/data/basemap";

it.skipIf(!existsSync(SAMPLES))("knows the samples (skipped without ../shared/data)", () => {
  expect(readPmtilesHeader(`${SAMPLES}/firenze_v3_protomaps_ODbL.pmtiles`)).toMatchObject({ format: "mvt" });
  expect(() => readPmtilesHeader(`${SAMPLES}/empty.pmtiles`)).toThrow(
    /empty\.pmtiles: empty: it has no bytes/,
  );
  expect(() => readPmtilesHeader(`${SAMPLES}/invalid.pmtiles`)).toThrow(
    /not-a-base-map: it begins with "This is"/,
  );
  expect(() => readPmtilesHeader(`${SAMPLES}/invalid_v4.pmtiles`)).toThrow(/version-4: it says version 4/);
});
