/**
 * What a city works on, and how long it gives itself: the table of categories, as CSV with one row a condition. A category of
 * several conditions has several rows, which say the same about the category.
 *
 *     code,kind,major,major_zh,major_en,minor,zh,en,severity,pre_verify,
 *       condition,condition_zh,condition_en,amount,clock,closing,closing_zh,closing_en
 *
 * and optionally `skill`: what a worker has to know who is sent there; empty: anybody may go.
 *
 * `kind` is component or event, `severity` 1 (worst) to 4, `pre_verify` yes or no; `amount` and `clock` are the limit for
 * handling; `closing` is the rule by which a case of this condition is closed.
 */
import { SEVERITIES } from "../store/record.ts";
import type { Severity } from "../store/record.ts";
import type { Limit } from "./limit.ts";
import { allOrNothing, type Checked, readRows, type TableRow } from "./table_rows.ts";

export const CATEGORY_KINDS = ["component", "event"] as const;
export type CategoryKind = (typeof CATEGORY_KINDS)[number];

/** A name in both languages. */
export interface Named {
  readonly zh: string;
  readonly en: string;
}

/** The rule that closing a case names (结案条件). */
export interface ClosingRule extends Named {
  readonly id: string;
}

/** What filing a case names (立案条件): each has its own limit and its own closing rule. */
export interface Condition extends Named {
  /** Unique in its category. */
  readonly id: string;
  /** For handling, from the dispatch on. */
  readonly limit: Limit;
  readonly closing: ClosingRule;
}

export interface Category extends Named {
  /** As incidents name it. */
  readonly code: string;
  readonly kind: CategoryKind;
  readonly major: Named & { readonly code: string };
  /** Code of the minor class; its name is the category's. */
  readonly minor: string;
  /** Of a case of which nothing more is known. */
  readonly severity: Severity;
  /** Whether a report of the public has to be verified on the spot before filing. */
  readonly preVerify: boolean;
  /** What a worker has to know who is sent to it, as posts name skills; absent: anybody may go. */
  readonly skill?: string;
  readonly conditions: readonly Condition[];
}

export type CategoryTable = ReadonlyMap<string, Category>;

const OF_CATEGORY = [
  ...["code", "kind", "major", "major_zh", "major_en", "minor", "zh", "en", "severity", "pre_verify"],
];
const OF_CONDITION = [
  ...["condition", "condition_zh", "condition_en", "amount", "clock", "closing", "closing_zh", "closing_en"],
];
export const CATEGORY_COLUMNS: readonly string[] = [...OF_CATEGORY, ...OF_CONDITION];
const SKILL = "skill";

const ID = /^[\p{L}\p{N}][\p{L}\p{N}._-]*$/u;

/** All categories by their code, or every row that keeps them from being a table. Never throws for bad data. */
export function parseCategories(text: string): Checked<CategoryTable> {
  const read = readRows(text, { required: CATEGORY_COLUMNS, optional: [SKILL] });
  return read.ok ? categoriesOf(read.value) : read;
}

export function categoriesOf(rows: readonly TableRow[]): Checked<CategoryTable> {
  const byCode = Map.groupBy(rows, (row) => row.match("code", ID, "E01-10"));
  const rules = new Map<string, TableRow>();
  const table = new Map<string, Category>();
  for (const [code, [first, ...others]] of byCode) {
    for (const row of others) checkAgrees(first!, row, [...OF_CATEGORY, SKILL], `category ${code}`);
    table.set(code, { ...categoryOf(first!), conditions: conditionsOf([first!, ...others], rules) });
  }
  return allOrNothing(rows, table);
}

function categoryOf(row: TableRow): Omit<Category, "conditions"> {
  return {
    code: row.cell("code"),
    kind: row.oneOf("kind", CATEGORY_KINDS),
    major: { code: row.match("major", ID, "01"), zh: row.text("major_zh"), en: row.text("major_en") },
    minor: row.match("minor", ID, "10"),
    zh: row.text("zh"),
    en: row.text("en"),
    severity: Number(row.oneOf("severity", SEVERITIES.map(String))) as Severity,
    preVerify: row.oneOf("pre_verify", ["yes", "no"]) === "yes",
    ...(row.cell(SKILL) !== "" && { skill: row.text(SKILL) }),
  };
}

function conditionsOf(rows: readonly TableRow[], rules: Map<string, TableRow>): Condition[] {
  const seen = new Set<string>();
  return rows.map((row) => {
    const id = row.match("condition", ID, "missing");
    if (seen.has(id)) row.refuse("duplicate", `Condition ${id} is there twice in ${row.cell("code")}`);
    seen.add(id);
    return {
      id,
      zh: row.text("condition_zh"),
      en: row.text("condition_en"),
      limit: row.limit(),
      closing: closingOf(row, rules),
    };
  });
}

/** A closing rule may serve many conditions, under one name. */
function closingOf(row: TableRow, rules: Map<string, TableRow>): ClosingRule {
  const id = row.match("closing", ID, "repaired");
  const known = rules.get(id);
  if (known) checkAgrees(known, row, ["closing_zh", "closing_en"], `closing rule ${id}`);
  else rules.set(id, row);
  return { id, zh: row.text("closing_zh"), en: row.text("closing_en") };
}

function checkAgrees(first: TableRow, row: TableRow, columns: readonly string[], what: string): void {
  const other = columns.find((column) => row.cell(column) !== first.cell(column));
  if (other === undefined) return;
  const [here, there] = [row.cell(other), first.cell(other)].map((text) => JSON.stringify(text));
  row.refuse("contradiction", `${other} of ${what} is ${here} here and ${there} in line ${first.line}`);
}
