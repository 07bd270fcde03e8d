/** Many clients who want to send somebody to the same cases at the same moment. */
import { expect } from "vitest";
import { act, reported, sender, type TestRecord } from "./a_record.ts";
import { expectWhole } from "./audited.ts";
import { Readers } from "./readers.ts";
import { CONDITION } from "./walk.ts";

const READERS = 4;

export interface Contested {
  readonly sendings: number;
  /** By clients who read all the while, each held against the record. */
  readonly reads: number;
}

/** Each of `clients` sends somebody to each of `cases`, while others read them. */
export async function contest(record: TestRecord, cases: number, clients: number): Promise<Contested> {
  const ids: string[] = [];
  using readers = new Readers(record.desk, ids, READERS);
  await Promise.all(Array.from({ length: cases }, async () => ids.push(await reported(record))));
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
  const { reads, versions } = await readers.stop();
  expect([...versions].sort(), "read in between, and not only before and after").toEqual([1, 2, 3]);
  const events = await expectWhole(record.ledger);
  for (const id of ids) {
    const chain = events.filter((event) => event.case.id === id).map((event) => event.version);
    expect(chain, "versions without a gap").toEqual([1, 2, 3]);
  }
  for (const { id, client } of wins) {
    const sent = events.filter((event) => event.case.id === id && event.event.kind === "dispatch");
    expect(sent.map(({ event }) => event.worker)).toEqual([`w${client}`]);
  }
  return { sendings: cases * clients, reads };
}
