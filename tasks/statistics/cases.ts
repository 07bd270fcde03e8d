/** What was reported, in the demo and in recordings of real cities, as rows that can be compared: when, what, how long. */
import { Day } from "../../demo/day.ts";
import { haiwan } from "../../demo/haiwan.ts";
import { DAY_MS, HOUR_MS, isDayOff, localMinutes } from "../../demo/rhythm.ts";
import { linesOf, recordsOf } from "../../streams/recording/file.ts";
import { usLocalTime } from "../../streams/recording/local_time.ts";
import { Faults } from "../../streams/recording/recording.ts";

export interface Case {
  /** Local hour of the day, 0 to 23. */
  readonly hour: number;
  /** Local day, counted from any. */
  readonly day: number;
  readonly dayOff: boolean;
  readonly category: string;
  /** Minutes from the report to its end; NaN where the recording does not say. */
  readonly open: number;
}

/** Of a demo that runs for some days: what was reported, with ends to within five minutes. */
export function demoCases(from: number, days: number): Case[] {
  const STEP = 5 * 60_000, to = from + days * DAY_MS;
  const day = new Day(haiwan(), { seed: "haiwan", now: from });
  const opened = new Map<string, { time: number; category: string; open: number }>();
  // What opens on the last day is followed to its end.
  for (let now = from + STEP; now <= to + DAY_MS; now += STEP) {
    for (const { id, time, category, status } of day.step(now)) {
      if (status === "open") {
        if (time < to) opened.set(id, { time, category, open: NaN });
        continue;
      }
      const known = opened.get(id);
      if (known) known.open = (now - STEP / 2 - known.time) / 60_000;
    }
  }
  return [...opened.values()].map(({ time, category, open }) => ({
    hour: Math.floor(localMinutes(time) / 60),
    day: Math.floor((time + 8 * HOUR_MS) / DAY_MS),
    dayOff: isDayOff(time),
    category,
    open,
  }));
}

/** Calls on Houston's live list of 911 incidents, and how long each stayed on it. */
export async function houstonCases(file: string): Promise<Case[]> {
  const calls = new Map<string, { time: number; category: string; gone: number }>();
  for await (const line of linesOf(file, new Faults())) {
    if (line === "") continue;
    const { snap, ev, a } = JSON.parse(line);
    const key = [a.Agency, a.CALL_TIME, a.Address, a.CrossStreet, a.LATITUDE, a.LONGITUDE, a.IncidentType]
      .join();
    // What was open before the recording began is not known from its start.
    if (ev === "open" && !calls.has(key)) {
      calls.set(key, { time: a.CALL_TIME, category: a.IncidentType, gone: NaN });
    }
    const call = calls.get(key);
    if (ev === "gone" && call) call.gone = snap * 1000;
  }
  return [...calls.values()].map(({ time, category, gone }) =>
    caseAt(time, { timeZone: "America/Chicago", category, open: (gone - time) / 60_000 })
  );
}

/** Calls of San Francisco's fire department: from the call until the last unit is available again. */
export async function fireCases(file: string): Promise<Case[]> {
  const timeZone = "America/Los_Angeles";
  const calls = new Map<string, { time: number; category: string; end: number }>();
  for await (const row of recordsOf(file, new Faults())) {
    const time = usLocalTime(row["Received DtTm"] ?? "", timeZone);
    if (time === null) continue;
    const end = usLocalTime(row["Available DtTm"] ?? "", timeZone) ?? NaN;
    const key = row["Incident Number"]!, known = calls.get(key);
    if (!known) calls.set(key, { time, category: row["Call Type"]!, end });
    else if (!(end <= known.end)) known.end = end;
  }
  return [...calls.values()].map(({ time, category, end }) =>
    caseAt(time, { timeZone, category, open: (end - time) / 60_000 })
  );
}

/** Incidents of San Francisco's police, each once; how long they took is not said. */
export async function policeCases(file: string): Promise<Case[]> {
  const timeZone = "America/Los_Angeles", seen = new Set<string>(), cases: Case[] = [];
  for await (const row of recordsOf(file, new Faults())) {
    const time = usLocalTime(`${row["Date"]?.slice(0, 10)} ${row["Time"]}`, timeZone);
    if (time === null || seen.has(row["IncidntNum"]!)) continue;
    seen.add(row["IncidntNum"]!);
    cases.push(caseAt(time, { timeZone, category: row["Category"]!, open: NaN }));
  }
  return cases;
}

/** A sample of San Francisco's 311 cases over several years: `YYYY-MM-DD hh:mm:ss`, local. */
export async function hotlineCases(file: string): Promise<Case[]> {
  const cases: Case[] = [];
  for await (const row of recordsOf(file, new Faults())) {
    const opened = wallClock(row["Opened"]), closed = wallClock(row["Closed"]);
    if (Number.isNaN(opened)) continue;
    const day = Math.floor(opened / DAY_MS);
    cases.push({
      hour: Math.floor(opened % DAY_MS / HOUR_MS),
      day,
      dayOff: isWeekend(day),
      category: row["Category"]!,
      open: (closed - opened) / 60_000,
    });
  }
  return cases;
}

/** A local time as if it were UTC: all that is asked of it is the hour, the day and a difference. */
function wallClock(text: string | undefined): number {
  return Date.parse(`${text?.trim().replace(" ", "T")}Z`);
}

function isWeekend(day: number): boolean {
  return (day + 4) % 7 === 0 || (day + 4) % 7 === 6;
}

function caseAt(
  time: number,
  { timeZone, category, open }: { timeZone: string; category: string; open: number },
): Case {
  const local = Temporal.Instant.fromEpochMilliseconds(time).toZonedDateTimeISO(timeZone);
  const day = Math.floor((time + local.offsetNanoseconds / 1e6) / DAY_MS);
  return { hour: local.hour, day, dayOff: local.dayOfWeek >= 6, category, open };
}
