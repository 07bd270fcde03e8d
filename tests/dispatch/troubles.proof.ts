/** `deno task proof`: commands on cases while what a server stands on gives way, at length. */
import { expect, it } from "vitest";
import { percentile } from "../../bench/figure.ts";
import { disconnectAgainAndAgain } from "./disconnects.ts";
import { fillAgainAndAgain } from "./full_disk.ts";
import { troubleEngine } from "./engine_trouble.ts";

const hour = 3_600_000;

// deno-lint-ignore no-console -- what a proof found
const say = (line: string) => console.log(`  proof    ${line}`);

it(
  "ClickHouse stopped, killed and deleted ten times each, and hung for good: every command done, the same record in both",
  async () => {
    const ten = Array.from({ length: 10 }, () => ["stop", "kill", "delete"] as const).flat();
    const { acknowledged, events, incidents } = await troubleEngine({
      ...{ troubles: [...ten, "delete and kill", "hang"], lanes: 4, pause: 100, least: 5_000 },
    });
    say(
      `${ten.length + 2} times ClickHouse in trouble, ${acknowledged} commands, 0 refused; ` +
        `${events} events of cases and ${incidents} incidents, the same in ledger and ClickHouse`,
    );
    expect(events).toBe(acknowledged);
  },
  hour,
);

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

it(
  "the disk full ten times under load: what was acknowledged is stored, the rest refused in words, no restart",
  async () => {
    const { disk, acknowledged, refused, events } = await fillAgainAndAgain(10, 4);
    say(
      `${disk} full 10 times: ${acknowledged} acknowledged and stored, ${refused} refused with 503, 0 other answers`,
    );
    expect(events).toBe(acknowledged);
  },
  hour,
);
