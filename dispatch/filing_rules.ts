/** Which incidents become cases by rule (自动受理), and which of them are filed at once: the rules of city.json. Pure. */
import { type CityFile, SetupError } from "../store/city_folder.ts";
import type { IncidentRecord } from "../store/record.ts";
import type { CaseTables } from "./tables.ts";

export type FilingRule = CityFile["cases"]["rules"][number];

/** The first rule that an incident falls under; null when people decide. A list that a rule leaves out matches everything. */
export function ruleFor(
  rules: readonly FilingRule[],
  { source, category, severity, status }: Pick<IncidentRecord, "source" | "category" | "severity" | "status">,
): FilingRule | null {
  if (status !== "open") return null;
  return rules.find((rule) =>
    holds(rule.sources, source) && holds(rule.categories, category) && holds(rule.severity, severity)
  ) ?? null;
}

function holds<T>(list: readonly T[] | undefined, value: T): boolean {
  return list === undefined || list.includes(value);
}

/** Throws {@link SetupError} for a rule that would file under a condition which its categories do not have. */
export function checkRules(rules: readonly FilingRule[], tables: CaseTables): void {
  rules.forEach(({ categories, file }, i) => {
    if (file === undefined) return;
    for (const category of categories ?? []) {
      const known = tables.conditionsOf(category);
      if (known.includes(file)) continue;
      throw new SetupError(
        `city.json: cases.rules.${i}.file: ${category} has no condition ${file}; use one of ${
          known.join(", ")
        }, ` +
          "or import a table that has it with deno task import categories",
      );
    }
  });
}
