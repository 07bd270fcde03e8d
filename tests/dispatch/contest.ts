/** Many clients who want to send somebody to the same cases at the same moment. */
import { expect } from "vitest";
import { act, reported, sender, type TestRecord } from "./a_record.ts";
import { expectWhole } from "./audited.ts";
import { CONDITION } from "./walk.ts";

/** Each of `clients` sends somebody to each of `cases`; returns how many sendings that were. */
export async function contest(record: TestRecord, cases: number, clients: number): Promise<number> {
  const ids = await Promise.all(Array.from({ length: cases }, () => reported(record)));
  for (const id of ids) await act(record, "acceptor", id, { kind: "file", condition: CONDITION });
  const seen = new Map(ids.map((id) => [id, record.book.get(id)!.version]));
  const race = await Promise.all(Array.from({ length: clients }, async (_, client) => {
    const won: string[] = [];
    const order = ids.toSorted(() => Math.random() - 0.5);
    for (let at = 0; at < order.length; at += 20) {
      await Promise.all(
        order.slice(at, at + 20).map(async (id) => {
          const command = { kind: "dispatch", worker: `w${client}` };
          const answer = await record.commands.execute(sender("dispatcher"), {
            ...{ key: `${client} ${id}`, case: id, version: seen.get(id)!, command },
          });
          if (answer.kind === "done") won.push(id);
          else {
            expect(answer.kind).toBe("stale");
            // Whoever lost is told who won, and it is who the record names.
            const { events } = answer as typeof answer & { kind: "stale" };
            expect(events[0]).toMatchObject({
              kind: "dispatch",
              worker: record.book.get(id)!.crew[0]!.worker,
            });
          }
        }),
      );
    }
    return won.map((id) => ({ id, client }));
  }));
  const wins = race.flat();
  expect(wins, "one winner a case").toHaveLength(cases);
  expect(new Set(wins.map(({ id }) => id)).size).toBe(cases);
  const events = await expectWhole(record.ledger);
  for (const { id, client } of wins) {
    const sent = events.filter((event) => event.case.id === id && event.event.kind === "dispatch");
    expect(sent.map(({ event }) => event.worker)).toEqual([`w${client}`]);
  }
  return cases * clients;
}
