/** Short versions of what `deno task proof` shows at length of a whole server in trouble; see troubles.proof.ts. */
import { expect, it } from "vitest";
import { disconnectAgainAndAgain } from "./disconnects.ts";
import { fillAgainAndAgain } from "./full_disk.ts";
import { troubleEngine } from "./engine_trouble.ts";

it("does every command while ClickHouse is stopped, killed and deleted, which afterwards has what the ledger has", async () => {
  const { acknowledged, events } = await troubleEngine({
    ...{ troubles: ["stop", "kill", "delete"], lanes: 2, pause: 0, least: 300 },
  });
  expect(acknowledged).toBeGreaterThanOrEqual(300);
  expect(events).toBe(acknowledged);
});

it("tells each screen each event once over lines that break, and in the end each shows what the server has", async () => {
  const seed = Deno.env.get("UNSTEADY_SEED") ?? crypto.randomUUID();
  const { disconnects } = await disconnectAgainAndAgain({ seed, screens: 4, disconnects: 30, deaf: 0 }).catch(
    (error) => {
      throw new Error(`UNSTEADY_SEED=${seed}: ${error.message}`, { cause: error });
    },
  );
  expect(disconnects).toBeGreaterThanOrEqual(30);
});

it("refuses in words what a full disk cannot store, loses nothing it acknowledged, and goes on when there is room", async () => {
  const { acknowledged, refused, events } = await fillAgainAndAgain(1, 2);
  expect(events).toBe(acknowledged);
  expect(refused).toBeGreaterThanOrEqual(40);
});
