/** What Traccar Client and OsmAnd send: the protocol's own payloads, and anything at all. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseFix } from "../../../streams/parse/fix_row.ts";
import { parseOsmand } from "../../../streams/parse/osmand.ts";
import { RECORDINGS, textOf, WITHOUT } from "../../geo/recordings.ts";

const NOW = Date.UTC(2026, 4, 1, 8);
const RULES = { bounds: [-180, -90, 180, 90], datum: "wgs84" } as const;

interface Sent {
  readonly query?: string;
  readonly contentType?: string;
  readonly body?: string;
}

function read({ query = "", contentType = "", body = "" }: Sent) {
  return parseOsmand({ query: new URLSearchParams(query), contentType, body, received: NOW });
}

/** The one fix of a message as the pipeline has it, or the reason why there is none. */
function fixOf(sent: Sent) {
  const parsed = read(sent);
  if (!parsed.ok) return parsed.reason;
  const fix = parseFix({ ...parsed.value.rows[0], worker: parsed.value.device }, RULES);
  return fix.ok ? fix.value : fix.reason;
}

const ofQuery = (query: string) => fixOf({ query });
const ofJson = (value: unknown) =>
  fixOf({ contentType: "application/json; charset=utf-8", body: JSON.stringify(value) });

describe("parseOsmand()", () => {
  it("counts speed in knots, time in seconds, and the battery in per cent", () => {
    expect(ofQuery("id=a&lat=36.1&lon=120.2&timestamp=1777622400&speed=40&bearing=7.2&batt=87&accuracy=12"))
      .toMatchObject({
        ...{ worker: "a", lat: 36.1, lon: 120.2, time: 1_777_622_400_000, heading: 7.2, battery: 87 },
        ...{ accuracy: 12, speed: expect.closeTo(20.578, 3) },
      });
  });

  it("reads each way to say when: seconds, milliseconds, a date, a date without a zone as UTC, nothing as now", () => {
    const at = (timestamp: string) =>
      (ofQuery(`id=a&lat=1&lon=2${timestamp && `&timestamp=${encodeURIComponent(timestamp)}`}`) as {
        time: number;
      }).time;
    const when = Date.UTC(2016, 0, 27, 18, 55, 47);
    for (
      const said of [
        "1453920947",
        "1453920947000",
        "2016-01-27T18:55:47Z",
        "2016-01-27 18:55:47",
        "2016-01-28T02:55:47+08:00",
      ]
    ) expect(at(said), said).toBe(when);
    expect(at("")).toBe(NOW);
    expect(ofQuery("id=a&lat=1&lon=2&timestamp=yesterday")).toBe("unreadable");
    expect(ofQuery("id=a&lat=1&lon=2&timestamp=12")).toBe("out-of-range");
  });

  it("takes the same as a form, the place in one field, and other names of the id", () => {
    const form = { contentType: "application/x-www-form-urlencoded", body: "deviceid=b&location=60.0,30.0" };
    expect(fixOf(form)).toMatchObject({ worker: "b", lat: 60, lon: 30, time: NOW });
    expect(fixOf({ query: "id=a", ...form })).toMatchObject({ worker: "a" });
  });

  it("leaves out of the JSON what the phone does not know, and counts its speed in m/s", () => {
    const location = {
      timestamp: "2025-06-15T13:45:12.862Z",
      coords: { latitude: 37.4, longitude: -122.1, accuracy: 5, speed: 18.67, heading: -1 },
      battery: { level: 0.79 },
    };
    const fix = ofJson({ device_id: "c", location });
    expect(fix).toMatchObject({ worker: "c", speed: 18.67, heading: NaN, accuracy: 5 });
    expect((fix as { battery: number }).battery).toBeCloseTo(79, 9);
    const unknown = {
      ...location,
      coords: { ...location.coords, speed: -1, accuracy: -1 },
      battery: { level: -1 },
    };
    expect(ofJson({ device_id: 7, location: unknown }))
      .toMatchObject({ worker: "7", speed: NaN, accuracy: NaN, battery: NaN });
  });

  it("gives every fix of a message that holds many", () => {
    const one = (latitude: number) => ({ coords: { latitude, longitude: 2 }, timestamp: NOW });
    const parsed = read({
      contentType: "application/json",
      body: JSON.stringify({ device_id: "d", location: [one(1), one(2), null] }),
    });
    expect(parsed).toMatchObject({
      value: { device: "d", rows: [{ lat: 1 }, { lat: 2 }, { lat: undefined }] },
    });
  });

  it("refuses by name what has no id, no place, or says itself that it is none", () => {
    expect(ofQuery("lat=60.0&lon=30.0")).toBe("missing-field");
    expect(ofQuery("id=a&cell=257,02,16,2224&cell=257,02,16,2223,-90&wifi=00-14-22-01-23-45,-80")).toBe(
      "missing-field",
    );
    expect(ofQuery("id=a&lat=north&lon=30.0")).toBe("unreadable");
    expect(ofQuery("id=a&lat=0x10&lon=30.0")).toBe("unreadable");
    expect(ofQuery("id=a&lat=191&lon=30.0")).toBe("out-of-range");
    expect(read({ query: "id=a&lat=1&lon=2&valid=false" })).toMatchObject({ value: { rows: [null] } });
    expect(read({ query: `id=${"x".repeat(201)}&lat=1&lon=2` })).toMatchObject({ reason: "out-of-range" });
    expect(fixOf({ contentType: "application/json", body: "{" })).toBe("unreadable");
    expect(ofJson({ device_id: {}, location: {} })).toBe("unreadable");
    expect(ofJson([])).toBe("missing-field");
  });

  it.runIf(RECORDINGS)(`takes the payloads that Traccar tests its own reader with${WITHOUT}`, () => {
    const lines = textOf("protocols/traccar/osmand.ndjson").trim().split("\n");
    const rows = lines.map((line) => JSON.parse(line));
    const verdicts = rows.map(({ parts: [path, , contentType = "", body = ""] }) => {
      const [, query = ""] = path.split("?");
      const fix = fixOf({ query, contentType, body });
      return typeof fix === "string" ? fix : "taken";
    });
    // One has only masts of the network, one has no id.
    expect(verdicts.filter((verdict) => verdict === "taken")).toHaveLength(rows.length - 2);
    expect(rows.filter((_, i) => verdicts[i] !== "taken").map(({ check }) => check)).toEqual([
      "verifyNotNull",
      "verifyNull",
    ]);
  });

  it("never throws, whatever is sent", () => {
    const names = fc.constantFrom(
      "id",
      "lat",
      "lon",
      "timestamp",
      "location",
      "speed",
      "batt",
      "valid",
      "__proto__",
    );
    const pairs = fc.array(fc.tuple(names, fc.oneof(fc.string(), fc.double().map(String))));
    const key = fc.constantFrom(
      "location",
      "device_id",
      "coords",
      "timestamp",
      "battery",
      "level",
      "latitude",
    );
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof({ depthSize: "small" }, fc.jsonValue(), fc.dictionary(key, tie("tree"))),
    }));
    fc.assert(
      fc.property(pairs, fc.oneof(fc.string(), tree.map((value) => JSON.stringify(value))), fc.boolean(), (
        query,
        body,
        json,
      ) => {
        const contentType = json ? "application/json" : "application/x-www-form-urlencoded";
        const parsed = parseOsmand({ query, contentType, body, received: NOW });
        if (!parsed.ok) return parsed.detail !== "";
        for (const row of parsed.value.rows) parseFix({ ...row, worker: parsed.value.device }, RULES);
        return parsed.value.device !== "";
      }),
    );
  });
});
