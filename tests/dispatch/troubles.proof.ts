/** `deno task proof`: commands on cases while what a server stands on gives way, at length. */
import { expect, it } from "vitest";
import { percentile } from "../../bench/figure.ts";
import { disconnectAgainAndAgain } from "./disconnects.ts";
import { type Trouble, troubleEngine } from "./engine_trouble.ts";
import { fillAgainAndAgain } from "./full_disk.ts";

const hour = 3_600_000;

// deno-lint-ignore no-console -- what a proof found
const say = (line: string) => console.log(`  proof    ${line}`);

it("ClickHouse stopped, killed, deleted ten times each: every command done, nothing missing", async () => {
  const found = { troubles: 0, acknowledged: 0, events: 0, incidents: 0 };
  // A server each: an engine that dies again within a minute is left to rest for longer and longer.
  for (let round = 0; round < 10; round++) {
    const more: readonly Trouble[] = round === 9 ? ["delete and kill", "hang"] : [];
    const troubles: readonly Trouble[] = ["stop", "kill", "delete", ...more];
    const { acknowledged, events, incidents } = await troubleEngine({
      ...{ troubles, lanes: 4, pause: 20, least: 500 },
    });
    expect(events).toBe(acknowledged);
    found.troubles += troubles.length;
    found.acknowledged += acknowledged;
    found.events += events;
    found.incidents += incidents;
  }
  say(
    `${found.troubles} times ClickHouse in trouble, ${found.acknowledged} commands, 0 refused; ` +
      `${found.events} events of cases and ${found.incidents} incidents, the same in ledger and ClickHouse`,
  );
  expect(found.acknowledged).toBeGreaterThanOrEqual(5_000);
}, hour);

it("1,000 disconnects over bad lines: each event once on each screen, in step again within 2 s", async () => {
  const seed = Deno.env.get("UNSTEADY_SEED") ?? crypto.randomUUID();
  say(`UNSTEADY_SEED=${seed}`);
  const found = await disconnectAgainAndAgain({ seed, screens: 20, disconnects: 1_000, deaf: 50 });
  const { disconnects, stalls, events, resumed } = found;
  say(
    `${disconnects} disconnects and ${stalls} stalls of 20 screens, ${events} events, ${resumed} times resumed: 0 gaps, 0 doubles`,
  );
  for (
    const [what, times] of [
      ["from the first connection accepted", found.fromAccepted],
      ["from the break", found.fromBreak],
      ["from the end of a stall", found.fromStall],
    ] as const
  ) {
    const [p50, p99, most] = [0.5, 0.99, 1].map((share) => percentile([...times], share).toFixed(0));
    say(`${what} to in step: p50 ${p50} ms, p99 ${p99} ms, at most ${most} ms (${times.length})`);
  }
  expect(disconnects).toBeGreaterThanOrEqual(1_000);
  expect(Math.max(...found.fromAccepted)).toBeLessThanOrEqual(2_000);
}, hour);

it("the disk full ten times: what was acknowledged is stored, the rest refused in words", async () => {
  const { disk, acknowledged, refused, events } = await fillAgainAndAgain(10, 4);
  say(
    `${disk} full 10 times: ${acknowledged} acknowledged and stored, ${refused} refused with 503, 0 other answers`,
  );
  expect(events).toBe(acknowledged);
}, hour);
