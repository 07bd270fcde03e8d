/** What the doctor says of sources that city.json does not list, as an operator asks it. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { checkSources } from "../../tasks/check_sources.ts";
import { readSettings } from "../../settings.ts";
import { openLedger } from "../../store/ledger.ts";
import { incident } from "../dispatch/a_record.ts";

const TINY = new URL("../cities/tiny/city.json", import.meta.url);
let folder: string;
beforeEach(() => folder = mkdtempSync(join(tmpdir(), "hexwall-sources-")));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const found = () => checkSources(readSettings({ CITY: folder, DATA_DIR: folder }));

test("doctor names each source of the ledger once that the city's file does not list", async () => {
  const city = JSON.parse(Deno.readTextFileSync(TINY));
  const sources = [{ code: "patrol", zh: "巡查", en: "Patrol" }];
  writeFileSync(join(folder, "city.json"), JSON.stringify({ ...city, sources }));
  expect(found()).toEqual({ kind: "ok", text: "1 listed" });
  mkdirSync(join(folder, city.id));
  const ledger = await openLedger(join(folder, city.id, "ledger.sqlite"));
  const rows = ["12345", "patrol", "12345", "sensor"].map((source, i) => incident(`i${i}`, { source }));
  await ledger.putIncidents(rows.map((row) => ({ incident: row, cell: row.cell })), Date.now());
  await ledger.close();
  expect(found()).toMatchObject({
    kind: "note",
    text: expect.stringMatching(/^1 listed; not "12345", "sensor":/),
  });
});
