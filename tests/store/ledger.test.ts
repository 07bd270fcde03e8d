/** The SQLite ledger: the suite of every ledger, and what only a file on a disk can show. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { openLedger } from "../../store/ledger.ts";
import { ledgerSuite } from "./ledger_suite.ts";
import { row, T0 } from "./ledger_suite_rows.ts";

function folder() {
  const path = mkdtempSync(join(tmpdir(), "hexwall-ledger-"));
  return { path, dispose: () => Promise.resolve(rmSync(path, { recursive: true })) };
}

ledgerSuite("SQLite in a worker", () => {
  const { path, dispose } = folder();
  return Promise.resolve({ open: () => openLedger(join(path, "ledger.db")), dispose });
});

it("openLedger() says what to do about a file that is no ledger, and about a folder that cannot be made", async () => {
  const { path, dispose } = folder();
  writeFileSync(join(path, "text"), "no database, only text. ".repeat(100));
  await expect(openLedger(join(path, "text"))).rejects.toThrow(
    /Cannot open the ledger .*text .*not a database/,
  );
  await expect(openLedger(join(path, "text", "ledger.db"))).rejects.toThrow(/Cannot make .*DATA_DIR/);
  await dispose();
});

it("opens with 100,000 stored incidents and gives back the open ones of them", async () => {
  const { path, dispose } = folder();
  let ledger = await openLedger(join(path, "ledger.db"));
  for (let from = 0; from < 100_000; from += 10_000) {
    const rows = Array.from(
      { length: 10_000 },
      (_, i) => row(`i${from + i}`, { status: (from + i) % 10 === 0 ? "open" : "closed" }),
    );
    await ledger.putIncidents(rows, T0 + from);
  }
  await ledger.close();
  ledger = await openLedger(join(path, "ledger.db"));
  const open = await ledger.openIncidents();
  const recent = await ledger.incidentsSince(T0 + 90_000);
  expect([open.length, recent.length, await ledger.seq()]).toEqual([10_000, 10_000, 100_000]);
  await ledger.close();
  await dispose();
});
