/** A process that uses a ledger, to be killed or raced against: `write FILE ROUND` or `race FILE NAME INCIDENTS`. */
import { writeSync } from "node:fs";
import { openLedger } from "../../store/ledger.ts";
import { caseWrite, row } from "./ledger_suite_rows.ts";

const [mode, file, name, count] = Deno.args as [string, string, string, string];
const ledger = await openLedger(file);

/** At once and whole: what was printed was acknowledged. */
const say = (value: unknown) => writeSync(1, `${JSON.stringify(value)}\n`);

/** Writes for ever, eight at a time, and says what was acknowledged. */
async function write(lane: number): Promise<void> {
  for (let i = 0;; i++) {
    const id = `${name}-${lane}-${i}`;
    const [made] = await ledger.putIncidents([row(id)], Date.now());
    say({ id, seq: made!.event!.seq, revision: 1 });
    const written = await ledger.cases.commit(caseWrite(id));
    if (written.kind === "done") say({ id, seq: written.events[0]!.seq, version: 1 });
    const [changed] = await ledger.putIncidents(
      [row(id, { severity: 1 }), row(id, { severity: 1 })],
      Date.now(),
    );
    say({ id, seq: changed!.event!.seq, revision: 2 });
  }
}

async function race(): Promise<void> {
  const order = Array.from({ length: Number(count) }, (_, i) => i).sort(() => Math.random() - 0.5);
  say("ready");
  // The start shot is the end of the input.
  for await (const _ of Deno.stdin.readable) { /* wait */ }
  const answers = await Promise.all(
    order.map(async (i) => {
      const written = await ledger.cases.commit(
        caseWrite(`c${i}`, { expected: 1, key: `${name}-${i}`, by: name }),
      );
      return { id: `c${i}`, by: name, kind: written.kind };
    }),
  );
  say(answers);
  await ledger.close();
}

if (mode === "race") await race();
else await Promise.all(Array.from({ length: 8 }, (_, lane) => write(lane)));
