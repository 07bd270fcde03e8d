/** `deno task proof`: commands on cases while what a server stands on gives way, at length. */
import { expect, it } from "vitest";
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
