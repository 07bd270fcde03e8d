import { describe, expect, it } from "vitest";
import { decodeTimeOf, shiftFragment, timescaleOf } from "../../demo/fragment.ts";
import { Media } from "../../demo/media.ts";
import { playlistAt, SEGMENT_MS } from "../../demo/playlist.ts";
import { isNight } from "../../demo/rhythm.ts";
import { CLIPS } from "../../demo/scenes.ts";

const NOW = Date.UTC(2025, 10, 22, 2, 0, 31, 400);
const media = new Media();

async function text(path: string, now: number): Promise<string> {
  const response = media.serve(path, now)!;
  expect(response.status).toBe(200);
  return await response.text();
}

async function bytes(path: string, now: number): Promise<Uint8Array> {
  const response = media.serve(path, now)!;
  expect(response.status).toBe(200);
  return new Uint8Array(await response.arrayBuffer());
}

const segments = (playlist: string) => playlist.split("\n").filter((line) => line.endsWith(".m4s"));
const tag = (playlist: string, name: string) => Number(new RegExp(`#${name}:(\\d+)`).exec(playlist)![1]);

describe("A live playlist", () => {
  it("is valid, is not to be kept, and names segments up to now", async () => {
    const response = media.serve("/media/demo/crossing1-0/CAM-0001.m3u8", NOW)!;
    expect(response.headers.get("content-type")).toBe("application/vnd.apple.mpegurl");
    expect(response.headers.get("cache-control")).toBe("no-store");
    const lines = (await response.text()).trimEnd().split("\n");
    expect(lines[0]).toBe("#EXTM3U");
    expect(lines.filter((line) => line.startsWith("#EXT-X-MAP"))).toHaveLength(1);
    expect(lines).not.toContain("#EXT-X-ENDLIST");
    const times = lines.filter((l) => l.startsWith("#EXT-X-PROGRAM-DATE-TIME:")).map((l) =>
      Date.parse(l.slice(25))
    );
    expect(times).toHaveLength(7);
    times.forEach((time, i) => expect(time - times[0]!).toBe(i * SEGMENT_MS));
    expect(Math.abs(NOW - times.at(-1)!)).toBeLessThanOrEqual(SEGMENT_MS);
  });

  it("moves on with the clock: the media sequence grows by one every two seconds", () => {
    let last = tag(playlistAt(NOW, ["day"]), "EXT-X-MEDIA-SEQUENCE");
    for (let t = NOW + SEGMENT_MS; t < NOW + 120_000; t += SEGMENT_MS) {
      const next = tag(playlistAt(t, ["day"]), "EXT-X-MEDIA-SEQUENCE");
      expect(next).toBe(last + 1);
      last = next;
    }
  });

  it("marks nightfall as a discontinuity with a map of its own, and counts it once it has left", () => {
    const dusk = Date.UTC(2025, 10, 22, 10, 30, 0);
    let marks = 0, before = tag(playlistAt(dusk - 60_000, ["day", "night"]), "EXT-X-DISCONTINUITY-SEQUENCE");
    const first = before;
    for (let t = dusk - 60_000; t < dusk + 60_000; t += SEGMENT_MS) {
      const playlist = playlistAt(t, ["day", "night"]);
      const marked = playlist.includes("#EXT-X-DISCONTINUITY\n");
      if (marked) {
        marks++;
        expect(playlist.split("#EXT-X-MAP").length).toBe(3);
      }
      const count = tag(playlist, "EXT-X-DISCONTINUITY-SEQUENCE");
      expect(count).toBeGreaterThanOrEqual(before);
      before = count;
    }
    expect(marks).toBe(6);
    expect(before).toBe(first + 1);
    expect(playlistAt(dusk, ["day"])).not.toContain("#EXT-X-DISCONTINUITY\n");
  });

  it("is missing for a camera that is gone and frozen for one that has stopped", async () => {
    expect(media.serve("/media/demo/crossing1-0/CAM-0007.m3u8", NOW)!.status).toBe(404);
    const stopped = "/media/demo/crossing1-0/CAM-0033.m3u8";
    expect(await text(stopped, NOW)).toBe(await text(stopped, NOW + 60_000));
    expect(await text(stopped, NOW)).not.toBe(await text("/media/demo/crossing1-0/CAM-0001.m3u8", NOW));
  });
});

describe("Every clip", () => {
  for (const clip of CLIPS) {
    it(`serves every segment that its playlist names (${clip})`, async () => {
      for (const now of [NOW, NOW + 11 * 3_600_000]) {
        const playlist = await text(`/media/demo/${clip}-0/CAM-0001.m3u8`, now);
        const map = /URI="([^"]+)"/.exec(playlist)![1]!;
        expect(timescaleOf(await bytes(`/media/demo/${clip}-0/${map}`, now))).toBeGreaterThan(0);
        for (const name of segments(playlist)) {
          const segment = await bytes(`/media/demo/${clip}-0/${name}`, now);
          expect(segment.length).toBeGreaterThan(1000);
        }
      }
    });

    it(`goes on in time through the turn of the minute (${clip})`, async () => {
      const first = Math.floor(NOW / SEGMENT_MS) - 3;
      const scale = timescaleOf(await bytes(`/media/demo/${clip}-0/init-day.mp4`, NOW));
      let last = decodeTimeOf(await bytes(`/media/demo/${clip}-0/seg-${first}.m4s`, NOW));
      expect(last / scale).toBe(first * 2 - Date.UTC(2025, 0, 1) / 1000);
      for (let n = first + 1; n < first + 40; n++) {
        const time = decodeTimeOf(
          await bytes(`/media/demo/${clip}-0/seg-${n}.m4s`, NOW + (n - first) * SEGMENT_MS),
        );
        expect((time - last) / scale).toBe(SEGMENT_MS / 1000);
        last = time;
      }
    });
  }

  it.each(CLIPS)("shows the night at night and the day by day (%s)", async (clip) => {
    const at = NOW + 11 * 3_600_000;
    expect(isNight(at)).toBe(true);
    expect(await text(`/media/demo/${clip}-0/CAM-0001.m3u8`, at)).toContain("init-night.mp4");
    expect(await text(`/media/demo/${clip}-0/CAM-0001.m3u8`, NOW)).toContain("init-day.mp4");
  });

  it("begins where a camera wants it to, and goes on in the same time", async () => {
    const n = Math.floor(NOW / SEGMENT_MS) - 3, samples = (data: Uint8Array) => data.subarray(-500);
    const ahead = await bytes(`/media/demo/crossing1-8/seg-${n}.m4s`, NOW);
    const later = await bytes(`/media/demo/crossing1-0/seg-${n + 8}.m4s`, NOW + 8 * SEGMENT_MS);
    expect(samples(ahead)).toEqual(samples(later));
    for (let k = n; k < n + 40; k++) {
      const now = NOW + (k - n) * SEGMENT_MS;
      const [shifted, plain] = [
        await bytes(`/media/demo/crossing1-8/seg-${k}.m4s`, now),
        await bytes(`/media/demo/crossing1-0/seg-${k}.m4s`, now),
      ];
      expect(decodeTimeOf(shifted)).toBe(decodeTimeOf(plain));
    }
  });
});

describe("Media", () => {
  it("answers 404 to what it has not, and leaves other paths alone", () => {
    for (
      const path of [
        "/media/demo/nowhere1-0/CAM-0001.m3u8",
        "/media/demo/crossing1-0/CAM-9999.m3u8",
        "/media/demo/",
        "/media/demo/crossing1-0/seg-1.m4s",
        "/media/demo/crossing1-0/init-dusk.mp4",
        "/media/demo/../haiwan.ts",
      ]
    ) expect(media.serve(path, NOW)?.status).toBe(404);
    expect(media.serve("/api/city", NOW)).toBeNull();
  });

  it("does not hand out segments long before their time", () => {
    const far = Math.floor(NOW / SEGMENT_MS) + 30;
    expect(media.serve(`/media/demo/crossing1-0/seg-${far}.m4s`, NOW)!.status).toBe(404);
  });
});

describe("shiftFragment()", () => {
  it("moves nothing but time and number", async () => {
    const name = segments(await text("/media/demo/crossing1-0/CAM-0001.m3u8", NOW))[0]!;
    const one = await bytes(`/media/demo/crossing1-0/${name}`, NOW);
    const moved = shiftFragment(one, 12_345, 7);
    expect(decodeTimeOf(moved)).toBe(decodeTimeOf(one) + 12_345);
    expect(moved.length).toBe(one.length);
    expect(moved.filter((byte, i) => byte !== one[i]).length).toBeLessThan(24);
    const back = shiftFragment(moved, -12_345, Number(/\d+/.exec(name)![0]));
    expect([...back]).toEqual([...one]);
  });
});
