/** `deno task proof`: a whole day of Haiwan, played by scripted people, until nothing is left to do. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openLedger } from "../../store/ledger.ts";
import { verifyRecord } from "../../store/audit_verify.ts";
import { expectWhole } from "../dispatch/audited.ts";
import { playDay } from "./a_day.ts";
import { indicatorsOf } from "./day_indicators.ts";

const SIXTY = 60;

test("a day of Haiwan: every case ends by the rules, indicators are plausible, nothing sticks", async () => {
  const folder = mkdtempSync(join(tmpdir(), "hexwall-day-"));
  // deno-lint-ignore no-console -- what a proof shows
  const say = console.log;
  try {
    const played = await playDay({
      ...{ folder, workers: 2_000, from: Date.UTC(2026, 10, 26, 16), hours: 24, patienceHours: 30 },
      progress: (text) => say(text),
    });
    const { incidents, commands, refused, left, openIncidents, busy, standing, hours, seconds } = played;
    const ledger = await openLedger(join(folder, "ledger.sqlite"));
    await expectWhole(ledger);
    const found = await indicatorsOf(ledger);
    await ledger.close();
    say(
      `${incidents} incidents, ${commands} commands in ${hours.toFixed(1)} h of the city, ` +
        `${seconds.toFixed(0)} s: ${(hours * 3_600 / seconds).toFixed(0)} times as fast`,
    );
    say("refused", Object.fromEntries(refused));
    say("alerts", Object.fromEntries(played.alerts));
    say(found);
    expect(hours * 3_600 / seconds).toBeGreaterThan(SIXTY);
    expect(left.map(({ id, stage, version }) => ({ id, stage, version }))).toEqual([]);
    expect({ openIncidents, busy, standing }).toEqual({ openIncidents: 0, busy: 0, standing: [] });
    expect(found.cases).toBeGreaterThanOrEqual(incidents * 0.99);
    expect(found.ended).toBe(found.cases);
    expect(found.separated).toBe(true);
    expect(found.closed / found.cases).toBeGreaterThan(0.85);
    expect(found.onTimeArrival).toBeGreaterThan(0.5);
    expect(found.onTimeClosing).toBeGreaterThan(0.9);
    expect(found.rightFirstDispatch).toBeGreaterThan(0.85);
    expect(found.rightFirstDispatch).toBeLessThan(1);
    expect(found.rework).toBeGreaterThan(0.01);
    expect(found.rework).toBeLessThan(0.12);
    expect(found.arrivalP50).toBeLessThan(30);
    expect(found.longestStand).toBeLessThan(12);
    expect(verifyRecord(join(folder, "ledger.sqlite")).fault).toBeNull();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 3_600_000);
