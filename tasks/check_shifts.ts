/** Whether somebody is on duty today, in a city that takes fixes only within duty shifts: for `deno task doctor`. */
import { existsSync } from "node:fs";
import type { Settings } from "../settings.ts";
import { readCityFolder } from "../store/city_folder.ts";
import { openLedger } from "../store/ledger.ts";
import { type Finding, note, ok } from "./finding.ts";
import { ledgerOf } from "./import_shifts.ts";

const HOW = "enter them at /admin, with POST /api/shifts, or with deno task import shifts FILE.csv";

export async function checkShifts({ city: folder, dataDir }: Settings): Promise<Finding> {
  if (folder === null) return ok("required; the demo enters its own");
  const city = readCityFolder(folder);
  if (city.shifts === "none") return ok("none: fixes are taken at any time, as of vehicles");
  const today = Temporal.Now.zonedDateTimeISO(city.timeZone).startOfDay();
  const file = ledgerOf({ dataDir, city });
  const count = existsSync(file)
    ? await countIn(file, today.epochMilliseconds, today.add({ days: 1 }).epochMilliseconds)
    : 0;
  return count > 0 ? ok(`required; ${count} today`) : note(
    `required, and there are none for today (${today.toPlainDate()}): every fix is refused as off-duty; ${HOW}`,
  );
}

async function countIn(file: string, from: number, to: number): Promise<number> {
  const ledger = await openLedger(file);
  try {
    return await ledger.shifts.count(from, to);
  } finally {
    await ledger.close();
  }
}
