/** What the page of cases shows, as its address says it. Pure; unknown values fall back to the first ones. */
import { CASE_TRIAGE, type CaseTriage, STAGES } from "../../streams/record.ts";
import { type Lang, langOf } from "../words.ts";

export interface CasesAddress {
  /** Stages, joined with commas; "" for everything that is worked on. */
  readonly stage: string;
  readonly triage: CaseTriage | "";
  readonly area: string;
  readonly category: string;
  readonly severity: string;
  readonly worker: string;
  readonly q: string;
  /** Incidents that are no case yet, in the place of the cases. */
  readonly waiting: boolean;
  /** Number of the case that is open beside the list. */
  readonly case: string;
  readonly lang: Lang;
  readonly theme: "light" | "dark" | "";
}

/** What the server is asked; the rest is the screen's own. */
const ASKED = ["stage", "triage", "area", "category", "severity", "worker", "q"] as const;
export const NO_FILTER: Partial<CasesAddress> = {
  ...{ stage: "", triage: "", area: "", category: "", severity: "", worker: "", q: "" },
};

export function readAddress(search: string): CasesAddress {
  const query = new URLSearchParams(search);
  const text = (name: string) => query.get(name) ?? "";
  const stages = text("stage").split(",").filter((name) => (STAGES as readonly string[]).includes(name));
  const theme = text("theme");
  return {
    stage: stages.join(","),
    triage: CASE_TRIAGE.find((name) => name === text("triage")) ?? "",
    area: text("area"),
    category: text("category"),
    severity: /^[1-4]$/.test(text("severity")) ? text("severity") : "",
    worker: text("worker"),
    q: text("q"),
    waiting: text("waiting") === "1",
    case: text("case"),
    lang: langOf(query.get("lang")),
    theme: theme === "light" || theme === "dark" ? theme : "",
  };
}

/** The query of an address; "" when everything is as at first. */
export function writeAddress(state: CasesAddress): string {
  const query = askedOf(state);
  if (state.waiting) query.set("waiting", "1");
  if (state.case) query.set("case", state.case);
  if (state.lang !== "zh") query.set("lang", state.lang);
  if (state.theme) query.set("theme", state.theme);
  const text = query.toString().replaceAll("%2C", ",");
  return text === "" ? "" : `?${text}`;
}

/** The parameters of `GET /api/cases`. */
export function askedOf(state: CasesAddress): URLSearchParams {
  const query = new URLSearchParams();
  for (const name of ASKED) if (state[name] !== "") query.set(name, state[name]);
  return query;
}

export function isFiltered(state: CasesAddress): boolean {
  return askedOf(state).size > 0;
}
