/** The short version of tests/demo/day.proof.ts: an hour of a morning, worked off to the end. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openLedger } from "../../store/ledger.ts";
import { expectWhole } from "../dispatch/audited.ts";
import { playDay } from "./a_day.ts";
import { indicatorsOf } from "./day_indicators.ts";

test("an hour of Haiwan, played by scripted people: every case ends by the rules and nothing sticks", async () => {
  const folder = mkdtempSync(join(tmpdir(), "hexwall-hours-"));
  try {
    const { incidents, left, openIncidents, busy, standing } = await playDay({
      ...{ folder, workers: 500, from: Date.UTC(2026, 10, 27, 1), hours: 1, patienceHours: 24 },
    });
    const ledger = await openLedger(join(folder, "ledger.sqlite"));
    await expectWhole(ledger);
    const found = await indicatorsOf(ledger);
    await ledger.close();
    expect(incidents).toBeGreaterThan(30);
    expect(left.map(({ id, stage }) => ({ id, stage }))).toEqual([]);
    expect({ openIncidents, busy, standing }).toEqual({ openIncidents: 0, busy: 0, standing: [] });
    expect(found.ended).toBe(found.cases);
    expect(found.separated).toBe(true);
    expect(found.longestStand).toBeLessThan(12);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
