/** The product as it is shipped, started for a measurement: its own process, its own data, a city of Beijing's size. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Clickhouse } from "../store/clickhouse.ts";
import { SECRET_HEADER } from "../store/engine_config.ts";
import { KEY, startServer } from "../tests/server.ts";
import { childOf, commandOf, cpuSeconds, residentBytes } from "./processes.ts";
import { BENCH_BOUNDS } from "./walkers.ts";

export interface Cpu {
  readonly server: number;
  readonly engine: number;
}

export interface Product {
  readonly url: string;
  readonly key: string;
  readonly dataDir: string;
  /** From the start of the process to the printed address, in ms. */
  readonly startedIn: number;
  /** CPU seconds so far. */
  cpu(): Cpu;
  /** Resident bytes of the server, and of the engine. */
  resident(): Cpu;
  /** A client of the product's own engine, for counting what is stored without asking the product. */
  engine(): Clickhouse;
  post(path: string, body: Uint8Array<ArrayBuffer>): Promise<Response>;
  /** Ends it as an operator would; the data stay when the folder was given. */
  [Symbol.asyncDispose](): Promise<void>;
}

export async function startProduct(keptData?: string): Promise<Product> {
  const folder = mkdtempSync(join(tmpdir(), "hexwall-bench-"));
  const dataDir = keptData ?? join(folder, "data");
  const [west, south, east, north] = BENCH_BOUNDS;
  writeFileSync(
    join(folder, "city.json"),
    JSON.stringify({
      id: "bench",
      names: { zh: "测试城", en: "Bench" },
      timeZone: "Asia/Shanghai",
      shifts: "none",
      bounds: BENCH_BOUNDS,
      view: { lat: (south + north) / 2, lon: (west + east) / 2, zoom: 10 },
    }),
  );
  const began = performance.now();
  const running = await startServer({ env: { CITY: folder }, dataDir });
  const startedIn = performance.now() - began;
  const enginePid = childOf(running.pid, "engine_child");
  let client: Clickhouse | null = null;
  return {
    url: running.url,
    key: KEY,
    dataDir,
    startedIn,
    cpu: () => ({ server: cpuSeconds(running.pid), engine: cpuSeconds(enginePid) }),
    resident: () => ({ server: residentBytes(running.pid), engine: residentBytes(enginePid) }),
    engine: () => client ??= engineClient(enginePid),
    post: (path, body) => running.post(path, body),
    async [Symbol.asyncDispose]() {
      await client?.close();
      await running.stop();
      await running[Symbol.asyncDispose]();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** The engine's port is its last argument, and its secret is in the config file named before. */
function engineClient(pid: number): Clickhouse {
  const words = commandOf(pid).split(" ");
  const [config, port] = words.slice(-2) as [string, string];
  const secret = new RegExp(`<${SECRET_HEADER}>([^<]+)<`, "i").exec(readFileSync(config, "utf8"))?.[1];
  if (!secret) throw new Error(`${config}: holds no <${SECRET_HEADER}>; has the engine's config changed?`);
  return new Clickhouse({ url: `http://127.0.0.1:${port}/hexwall`, headers: { [SECRET_HEADER]: secret } });
}
