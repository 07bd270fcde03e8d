import { describe, expect, it } from "vitest";
import { parseCamera } from "../../../streams/parse/camera.ts";

const RULES = { bounds: [116, 39, 117, 41], datum: "wgs84" } as const;
const GOOD = {
  id: "c1",
  name: "Gate",
  lat: 39.9,
  lon: 116.4,
  bearing: 90,
  streams: [{ url: "https://example.org/a.m3u8", kind: "hls", quality: "640x360" }, {
    url: "/media/1.jpg",
    kind: "still",
  }],
};

describe("parseCamera()", () => {
  it("takes a camera with its streams", () => {
    expect(parseCamera({ ...GOOD, fov: null }, RULES)).toEqual({ ok: true, value: GOOD });
    expect(parseCamera({ ...GOOD, streams: [] }, RULES)).toMatchObject({ ok: true, value: { streams: [] } });
  });

  it("refuses each fault by its name, and says in which stream", () => {
    const reason = (change: object) => {
      const parsed = parseCamera({ ...GOOD, ...change }, RULES);
      return parsed.ok ? "taken" : parsed.reason;
    };
    for (const name of ["id", "name", "lat", "lon", "streams"]) {
      expect(reason({ [name]: undefined }), name).toBe("missing-field");
    }
    expect(reason({ bearing: 361 })).toBe("out-of-range");
    expect(reason({ fov: "wide" })).toBe("unreadable");
    expect(reason({ streams: "https://example.org" })).toBe("unreadable");
    expect(reason({ streams: [{ kind: "hls" }] })).toBe("missing-field");
    expect(reason({ streams: [{ url: "https://example.org" }] })).toBe("missing-field");
    expect(reason({ streams: [{ url: "https://example.org", kind: "rtsp" }] })).toBe("unreadable");
    expect(reason({ streams: [7] })).toBe("unreadable");
    expect(reason({ streams: Array(17).fill(GOOD.streams[0]) })).toBe("out-of-range");
    const second = parseCamera(
      { ...GOOD, streams: [GOOD.streams[0], { url: "rtsp://x", kind: "hls" }] },
      RULES,
    );
    expect(second).toMatchObject({ detail: expect.stringContaining("streams[1].url") });
  });

  it("lets no address in that a screen must not load", () => {
    for (
      const url of [
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "//evil.example",
        "/\\evil.example",
      ]
    ) {
      expect(parseCamera({ ...GOOD, streams: [{ url, kind: "still" }] }, RULES)).toMatchObject({
        reason: "unreadable",
      });
    }
  });
});
