/** Short versions of what `deno task proof` shows at length of a whole server in trouble; see troubles.proof.ts. */
import { expect, it } from "vitest";
import { troubleEngine } from "./engine_trouble.ts";

it("does every command while ClickHouse is stopped, killed and deleted, which afterwards has what the ledger has", async () => {
  const { acknowledged, events } = await troubleEngine({
    ...{ troubles: ["stop", "kill", "delete"], lanes: 2, pause: 0, least: 300 },
  });
  expect(acknowledged).toBeGreaterThanOrEqual(300);
  expect(events).toBe(acknowledged);
});
