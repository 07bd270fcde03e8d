import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { startServer } from "../server.ts";
import { MISSING, recording, WHERE } from "../streams/feeds/recordings.ts";

const ROOT = new URL("../..", import.meta.url).pathname;

async function replay(args: string[], env: Record<string, string> = {}) {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "tasks/replay.ts", ...args],
    cwd: ROOT,
    env,
    stdout: "piped",
    stderr: "piped",
  }).output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { code, out: text(stdout), error: text(stderr) };
}

describe("deno task replay", () => {
  it("says in one line what is wrong, and ends with status 2", async () => {
    const folder = mkdtempSync(join(tmpdir(), "hexwall-replay-"));
    const preset = (value: unknown) => writeFileSync(join(folder, "replay.json"), JSON.stringify(value));
    const cases: [string[], RegExp, unknown?][] = [
      [[], /Nothing to play/],
      [["--speed", "fast", "--fixes", "x"], /--speed fast: is no number above 0/],
      [["--nonsense"], /nonsense/],
      [["--fixes", "/nowhere.csv"], /\/nowhere\.csv: is not there/],
      [["--city", "/nowhere"], /\/nowhere\/replay\.json: cannot be read/],
      [["--city", folder], /names missing\.csv, and .*missing\.csv is not there/, { fixes: ["missing.csv"] }],
      [["--city", folder], /replay\.json: speed/, { speed: 0 }],
    ];
    for (const [args, message, value] of cases) {
      if (value) preset(value);
      const { code, error } = await replay(args);
      expect(error).toMatch(message);
      expect(code).toBe(2);
      expect(error).not.toMatch(/\n\s+at /);
    }
    rmSync(folder, { recursive: true });
  });
});

describe.skipIf(MISSING)("deno task replay into a running city" + WHERE, () => {
  it("plays what it can read, counts what it cannot, and says why the city refused the rest", async () => {
    await using server = await startServer({ env: { CITY: "tests/cities/san-francisco", API_KEYS: "" } });
    const { code, out, error } = await replay([
      "--url",
      server.url,
      "--speed",
      "1e9",
      "--fixes",
      recording("sf/cabs_out_of_area.csv.gz"),
      "--incidents",
      recording("sf/sfpd_incidents_2016_truncated.csv.gz"),
      "--cameras",
      recording("sf/bay_area_cameras_20241005.json"),
    ], { DATA_DIR: server.dataDir });
    expect(error).toBe("");
    expect(code).toBe(0);
    expect(out).toMatch(/10,290 rows accepted, 102 refused/);
    expect(out).toMatch(/refused {2}outside-bounds: 102/);
    expect(out).toMatch(/in file {2}the last record is cut: 1/);
    expect(out).toMatch(/in file {2}a stream is listed twice/);
    const city = await (await server.fetch(`/api/city`)).json() as { recorded: boolean };
    expect(city.recorded).toBe(true);
    const { cameras } = await (await server.fetch(`/api/cameras`)).json() as { cameras: unknown[] };
    expect(cameras).toHaveLength(644);
  });
});
