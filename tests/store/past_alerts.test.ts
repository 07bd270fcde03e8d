/** Alerts that are over, by many marks at once: page after page the newest of all of them, however little is read of each mark. */
import { expect, it } from "vitest";
import type { Alert, AlertDraft } from "../../store/alert.ts";
import type { PastPlace } from "../../store/ledger_alerts.ts";
import { LedgerFile } from "../../store/ledger_file.ts";

const KINDS = ["silent", "uncovered"] as const;

it("lists each alert once, the newest first, also those of several areas and of one instant", () => {
  const { db, alerts } = new LedgerFile(":memory:");
  const expected: string[] = [];
  db.transaction(() => {
    for (let i = 0; i < 300; i++) {
      const draft: AlertDraft = {
        // Several of one instant, and not in the order in which they were raised.
        ...{ kind: KINDS[i % 2]!, cause: `c${i}`, at: (i * 37) % 100, severity: 3, to: [], data: {} },
        subject: { areas: [`a${i % 13}`, `b${i % 5}`] },
      };
      alerts.raise([draft]);
      alerts.end([{ cause: draft.cause, at: 200 }]);
      if (i % 13 < 9 || i % 5 === 0) expected.push(`${draft.at}-${i + 1}`);
    }
  });
  const areas = [...Array.from({ length: 9 }, (_, area) => `area a${area}`), "area b0", "area nowhere"];
  const marks = KINDS.flatMap((kind) => areas.map((mark) => ({ kind, mark })));
  const found: string[] = [];
  let before: PastPlace | null = null;
  for (;;) {
    const page: Alert[] = JSON.parse(alerts.past(marks, before, 7).json);
    if (page.length === 0) break;
    found.push(...page.map(({ at, id }) => `${at}-${id.slice(1)}`));
    before = { at: page.at(-1)!.at, number: Number(page.at(-1)!.id.slice(1)) };
  }
  db.close();
  const byAge = (a: string, b: string) => {
    const [[at, number], [other, last]] = [a.split("-").map(Number), b.split("-").map(Number)];
    return other! - at! || last! - number!;
  };
  expect(found).toEqual(expected.sort(byAge));
});
