/** The tables that Haiwan's cases are worked by: conditions and limits for the categories of the demo, its stages, its calendar. */
import { readFileSync } from "node:fs";
import { categoriesOf, type CategoryTable } from "../dispatch/categories.ts";
import { Calendar } from "../dispatch/calendar.ts";
import { parseCalendar } from "../dispatch/calendar_csv.ts";
import { CityTables } from "../dispatch/city_tables.ts";
import { parseStageLimits } from "../dispatch/stage_limits.ts";
import { type Checked, readRows, TableRow } from "../dispatch/table_rows.ts";
import { type Bilingual, CATEGORIES, COMPONENT_CLASSES, GROUPS, QUIET } from "./categories.ts";

const ZONE = "Asia/Shanghai";
const CONDITION_COLUMNS = ["code", "condition", "condition_zh", "condition_en", "amount", "clock", "closing"];

const CLOSING: Readonly<Record<string, Bilingual>> = {
  repaired: { zh: "设施恢复完好", en: "Repaired" },
  covered: { zh: "盖板完好到位", en: "Sound cover in place" },
  cleared: { zh: "清理干净", en: "Cleared" },
  removed: { zh: "已拆除", en: "Removed" },
  stopped: { zh: "行为已纠正", en: "Stopped" },
  passable: { zh: "恢复通行", en: "Passable again" },
  safe: { zh: "险情排除", en: "Danger removed" },
};

/** What only somebody of the trade can do, by {@link SPECIALTIES}; everything else is for anybody. */
const SKILLS: Readonly<Record<string, string>> = {
  ...{ "E05-01": "pipes", "E05-02": "pipes", "C01-01": "pipes", "C01-11": "pipes" },
  ...{ "C01-37": "lamps", "C01-28": "lamps", "C04-02": "green", "C04-08": "green" },
  ...{ "E01-01": "enforcement", "E04-01": "enforcement", "E02-03": "enforcement" },
};

/** Nobody waits for a second look where gas leaks or a road gives way. */
const AT_ONCE = new Set(["E05-01", "E05-02", "E05-03", "E05-04", "E05-06", "E06-01"]);

const read = (name: string) => readFileSync(new URL(`./tables/${name}.csv`, import.meta.url), "utf8");

/** One version: what the demo ships. */
export function haiwanTables(): CityTables {
  return new CityTables([{
    version: 1,
    categories: haiwanCategories(),
    stages: sound("stages", parseStageLimits(read("stages"))),
    calendar: new Calendar(sound("calendar", parseCalendar(read("calendar"), ZONE))),
  }]);
}

/** Checked as a city's own table is. */
function haiwanCategories(): CategoryTable {
  const categories = new Map([...CATEGORIES, ...QUIET].map((category) => [category.code, category]));
  const conditions = sound(
    "conditions",
    readRows(read("conditions"), { required: CONDITION_COLUMNS, optional: [] }),
  );
  const rows = conditions.map(({ line, cells }) => {
    const { code, group, zh, en, severity } = categories.get(cells.code!)!;
    const event = code.startsWith("E"), [major = "", minor = ""] = code.slice(1).split("-");
    const { zh: majorZh, en: majorEn } = event ? GROUPS[group] : COMPONENT_CLASSES[major]!;
    const closing = CLOSING[cells.closing!]!;
    return new TableRow(line, {
      ...cells,
      ...{ kind: event ? "event" : "component", major, major_zh: majorZh, major_en: majorEn, minor, zh, en },
      ...{ severity: String(severity), pre_verify: AT_ONCE.has(code) ? "no" : "yes" },
      skill: SKILLS[code] ?? "",
      ...{ closing_zh: closing.zh, closing_en: closing.en },
    });
  });
  return sound("conditions", categoriesOf(rows));
}

function sound<T>(name: string, checked: Checked<T>): T {
  if (checked.ok) return checked.value;
  const { line, detail } = checked.refusals[0]!;
  throw new Error(`demo/tables/${name}.csv, line ${line}: ${detail}`);
}
