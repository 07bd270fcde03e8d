import { describe, expect, it } from "vitest";
import { parseIncident } from "../../../streams/parse/incident.ts";

const RULES = { bounds: [116, 39, 117, 41], datum: "wgs84", now: Date.UTC(2026, 4, 1, 8) } as const;
const GOOD = {
  id: "12345-1",
  source: "hotline",
  category: "event-01-10",
  time: "2026-05-01T15:59:00+08:00",
  lat: 39.9,
  lon: 116.4,
  severity: 2,
  title: "暴露垃圾",
};

describe("parseIncident()", () => {
  it("takes what must be there and what may be, and nothing else", () => {
    expect(parseIncident({ ...GOOD, text: " by the gate ", address: "", reporter: null, extra: 1 }, RULES))
      .toEqual({
        ok: true,
        value: { ...GOOD, time: Date.UTC(2026, 4, 1, 7, 59), text: "by the gate", status: "open" },
      });
    expect(parseIncident({ ...GOOD, status: "withdrawn" }, RULES)).toMatchObject({
      value: { status: "withdrawn" },
    });
  });

  it("refuses each fault by its name", () => {
    const reason = (change: object) => {
      const parsed = parseIncident({ ...GOOD, ...change }, RULES);
      return parsed.ok ? "taken" : parsed.reason;
    };
    for (const name of Object.keys(GOOD)) expect(reason({ [name]: undefined }), name).toBe("missing-field");
    for (const name of ["id", "source", "category", "title"]) {
      expect(reason({ [name]: "  " })).toBe("missing-field");
      expect(reason({ [name]: 7 })).toBe("unreadable");
      expect(reason({ [name]: "x".repeat(501) })).toBe("out-of-range");
    }
    for (const severity of [0, 5, 2.5]) expect(reason({ severity })).toBe("out-of-range");
    expect(reason({ severity: "2" })).toBe("unreadable");
    expect(reason({ status: "done" })).toBe("unreadable");
    expect(reason({ time: RULES.now + 86_400_001 })).toBe("out-of-range");
    expect(reason({ time: RULES.now + 3_600_000 })).toBe("taken");
    expect(reason({ lat: 116.4, lon: 39.9 })).toBe("swapped-axes");
    expect(reason({ lat: 31 })).toBe("outside-bounds");
    expect(reason({ text: "\ud800" })).toBe("unreadable");
    for (const row of [null, 7, "x", [GOOD]]) {
      expect(parseIncident(row, RULES)).toMatchObject({ ok: false, reason: "unreadable" });
    }
  });
});
