/** `deno task import shifts FILE.csv`: duty shifts into the ledger, all or none. A running server takes them within seconds. */
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { checkShift } from "../dispatch/shift_draft.ts";
import { inTheWay } from "../dispatch/shifts_answer.ts";
import { auditOfShifts } from "../dispatch/shifts_audit.ts";
import { readShifts } from "../dispatch/shifts_csv.ts";
import type { RowRefusal } from "../dispatch/table_rows.ts";
import { type CityFile, SetupError } from "../store/city_folder.ts";
import { type Ledger, openLedger } from "../store/ledger.ts";
import type { Shift } from "../store/shift.ts";
import { readText, refuse } from "./import_file.ts";

export interface AskedShifts {
  readonly file: string;
  readonly city: CityFile;
  readonly dataDir: string;
}

const DAY_MS = 86_400_000;
/** More are several months of a large city: one transaction would hold up everything else. */
const MOST = 300_000;
const BY = { who: "deno task import", origin: "command line" } as const;

export async function importShifts(asked: AskedShifts, say: (line: string) => void): Promise<void> {
  const { file, city } = asked;
  if (city.shifts === "none") {
    throw new SetupError(
      `${file}: ${city.id} knows no shifts; say "shifts": "required" in its city.json, then import again`,
    );
  }
  const { shifts, lines, faults } = checked(asked, say);
  const ledgerFile = ledgerOf(asked);
  if (!existsSync(ledgerFile)) say(`  · ${ledgerFile} is new; start Hexwall with the same DATA_DIR`);
  const ledger = await openLedger(ledgerFile);
  try {
    if (faults.length > 0) {
      const { rows } = inTheWay(await ledger.shifts.overlaps(shifts), city.timeZone);
      refuseAll(file, [...faults, ...rows.map(({ row, ...rest }) => ({ line: lines[row]!, ...rest }))], say);
    }
    await enter(ledger, shifts, (row) => lines[row]!, asked, say);
  } finally {
    await ledger.close();
  }
}

export function ledgerOf({ dataDir, city }: Pick<AskedShifts, "dataDir" | "city">): string {
  return join(resolve(dataDir, city.id), "ledger.sqlite");
}

type Fault = Omit<RowRefusal, "fault"> & { readonly fault: string };

/** In the order of the file. */
function refuseAll(file: string, faults: readonly Fault[], say: (line: string) => void): never {
  const said = faults.toSorted((a, b) => a.line - b.line).map(({ line, fault, detail }) =>
    `line ${line}: ${fault}: ${detail}`
  );
  refuse(file, said, say);
}

/** What may be entered, and what else is at fault: whoever mends a table wants all of it at once. */
function checked({ file, city }: AskedShifts, say: (line: string) => void) {
  const read = readShifts(readText(file), city.timeZone);
  if (!read.ok) refuseAll(file, read.refusals, say);
  const { rows, lines } = read.value;
  if (rows.length > MOST) {
    throw new SetupError(
      `${file}: has ${rows.length} shifts; the most at once are ${MOST}, so split it by days`,
    );
  }
  const rules = {
    timeZone: city.timeZone,
    from: Date.now() - city.retention.fixesDays * DAY_MS,
    closed: city.workers.closed ? new Set(city.workers.ids) : null,
  };
  const faults: Fault[] = [...read.value.refusals], shifts: Shift[] = [], linesOfShifts: number[] = [];
  rows.forEach((row, i) => {
    const shift = checkShift(row, rules), line = lines[i]!;
    if (!shift.ok) return faults.push({ line, fault: shift.reason, detail: shift.detail });
    shifts.push(shift.value);
    linesOfShifts.push(line);
  });
  return { shifts, lines: linesOfShifts, faults };
}

async function enter(
  ledger: Ledger,
  shifts: readonly Shift[],
  lineOf: (row: number) => number,
  { file, city }: AskedShifts,
  say: (line: string) => void,
): Promise<void> {
  const audit = auditOfShifts(shifts, { ...BY, at: Date.now(), action: "shifts.manage" });
  const written = await ledger.shifts.add({ shifts, audit });
  if (written.kind === "overlap") {
    const { rows } = inTheWay(written.overlaps, city.timeZone);
    refuseAll(file, rows.map(({ row, ...rest }) => ({ line: lineOf(row), ...rest })), say);
  }
  const workers = new Set(shifts.map(({ worker }) => worker)).size;
  say(`  ✓ ${shifts.length} shifts of ${workers} workers; a server that runs takes them within seconds`);
}
