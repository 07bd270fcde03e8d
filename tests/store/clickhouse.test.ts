/** The suite of every ClickHouse against the embedded one, and against a server where the environment names one. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Clickhouse } from "../../store/clickhouse.ts";
import { openEngine } from "../../store/engine.ts";
import { clickhouseSuite } from "./clickhouse_suite.ts";

clickhouseSuite("The embedded ClickHouse", async () => {
  const dataDir = mkdtempSync(join(tmpdir(), "hexwall-engine-"));
  const engine = await openEngine({ dataDir });
  const store = new Clickhouse(engine);
  return {
    store,
    async close() {
      await store.close();
      await engine.close();
      rmSync(dataDir, { recursive: true });
    },
  };
});

const server = Deno.env.get("TEST_CLICKHOUSE_URL");
if (server) {
  clickhouseSuite("A ClickHouse server", () => {
    const url = new URL(server);
    url.pathname = `/hexwall_test_${Date.now()}`;
    const store = new Clickhouse({ url: url.href });
    const close = async () => {
      await store.command(`DROP DATABASE ${url.pathname.slice(1)}`);
      await store.close();
    };
    return Promise.resolve({ store, close });
  });
}
