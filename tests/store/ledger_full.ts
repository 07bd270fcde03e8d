/** A process whose ledger runs into a full disk: says how far it came, waits for the end of its input, and goes on. */
import process from "node:process";
import { openLedger } from "../../store/ledger.ts";
import { row } from "./ledger_suite_rows.ts";

// By default the kernel ends a process that writes beyond its limit.
process.on("SIGXFSZ", () => {});
// Run once without a limit, so that what the runtime keeps of sources is written before there is one.
if (Deno.args[0] === "warm") {
  await (await openLedger(Deno.args[1]!)).close();
  process.exit(0);
}
const ledger = await openLedger(Deno.args[0]!);
const say = (value: unknown) => Deno.stdout.write(new TextEncoder().encode(`${JSON.stringify(value)}\n`));

let stored = 0;
let fault = "";
while (fault === "") {
  try {
    await ledger.putIncidents([row(`i${stored}`, { text: "x".repeat(2_000) })], Date.now());
    stored++;
  } catch (error) {
    fault = (error as { fault: string }).fault;
  }
}
await say({ stored, fault });
for await (const _ of Deno.stdin.readable) { /* wait */ }
const [result] = await ledger.putIncidents([row(`i${stored}`)], Date.now());
await say({ kind: result!.kind, seq: result!.event!.seq });
await ledger.close();
process.exit(0);
