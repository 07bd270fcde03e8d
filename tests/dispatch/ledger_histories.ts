/** Random histories of many cases at once, over the real ledger: everything acknowledged is in the record once, and nothing else. */
import fc from "fast-check";
import { expect } from "vitest";
import { newKey, reported, type TestRecord } from "./a_record.ts";
import { expectWhole } from "./audited.ts";
import { expectLawful, expectSound } from "./law.ts";
import { type Step, stepOf, steps } from "./walk.ts";

export interface Clock {
  now: number;
}

/** Returns how many commands were acknowledged as done. */
export async function histories(
  record: TestRecord,
  clock: Clock,
  cases: number,
  seed: number,
): Promise<number> {
  const walks = fc.sample(steps(40), { numRuns: cases, seed });
  const ids: string[] = [];
  for (let i = 0; i < cases; i++) ids.push(await reported(record));
  let done = cases;
  const lane = async (id: string, walk: readonly Step[]) => {
    for (const step of walk) {
      clock.now += step.wait;
      const c = record.book.get(id)!;
      const { by, command } = stepOf(c, step, ids);
      const sent = { key: newKey(), case: id, version: c.version, command };
      const answer = await record.commands.execute({ person: by, origin: "test", session: null }, sent);
      if (answer.kind !== "done") continue;
      done++;
      const mine = answer.cases.find((changed) => changed.id === id)!;
      expect(mine.version).toBe(c.version + 1);
      const event = record.told.findLast((told) =>
        told.kind === "case" && told.case.id === id && told.version === mine.version
      );
      if (event?.kind !== "case") throw new Error(`${id} ${mine.version} was told to nobody`);
      const [after] = await record.ledger.cases.get(id);
      // Others may have merged into it since.
      if (after!.version === mine.version) expectLawful(c, event.event, after!, by);
      expectSound(after!);
    }
  };
  await Promise.all(ids.map((id, i) => lane(id, walks[i]!)));
  const events = await expectWhole(record.ledger);
  const commands = events.filter(({ event }) => event.kind !== "absorb" && event.kind !== "release");
  expect(commands, "no lost and no double event").toHaveLength(done);
  expect(record.told.map(({ seq }) => seq), "told in order, once").toEqual(record.told.map((_, i) => i + 1));
  return done;
}
