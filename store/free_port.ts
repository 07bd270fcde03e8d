/** A port for the embedded engine. */
import { createServer } from "node:net";
import { SetupError } from "./city_folder.ts";

/**
 * A free port below the range that the system gives to outgoing connections: none of those can take it while the engine
 * restarts.
 */
export async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < 50; attempt++) {
    const port = 20_000 + Math.floor(Math.random() * 12_000);
    const free = await new Promise<boolean>((resolve) => {
      const server = createServer().once("error", () => resolve(false));
      server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
    });
    if (free) return port;
  }
  throw new SetupError(
    "Found no free port from 20000 to 31999 for the embedded ClickHouse; set CLICKHOUSE_URL",
  );
}
