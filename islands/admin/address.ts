/** What the page of accounts shows, as its address says it. Pure; unknown values fall back to the first ones. */
import { type Role, ROLES } from "../../store/person.ts";
import type { Change as ChangeOf } from "../use_address.ts";
import { type Lang, langOf } from "../words.ts";

export const TABS = ["people", "shifts", "keys", "sessions"] as const;
export type Tab = (typeof TABS)[number];

export interface AdminAddress {
  readonly tab: Tab;
  readonly q: string;
  readonly role: Role | "";
  /** "" is what is in use: accounts of those who are here, keys that work. */
  readonly state: "" | "left" | "all";
  /** Whose sessions; "" is everybody's. */
  readonly of: "" | "own";
  /** Shifts of which day, `2026-11-27`; "" is today. */
  readonly day: string;
  /** Of the shifts, those that run now only. */
  readonly duty: "" | "now";
  /** Id of what is open beside the list. */
  readonly person: string;
  readonly lang: Lang;
  readonly theme: "light" | "dark" | "";
}

export type Change = ChangeOf<AdminAddress>;

export const NO_FILTER: Partial<AdminAddress> = { q: "", role: "", state: "", of: "", duty: "" };
const KEYS = ["tab", "q", "role", "state", "of", "day", "duty", "person", "lang", "theme"] as const;
const FIRST: Readonly<Record<string, string>> = { tab: "people", lang: "zh" };

export function readAddress(search: string): AdminAddress {
  const query = new URLSearchParams(search);
  const one = <T extends string>(name: string, known: readonly T[]) =>
    known.find((value) => value === query.get(name));
  return {
    tab: one("tab", TABS) ?? "people",
    q: query.get("q") ?? "",
    role: one("role", ROLES) ?? "",
    state: one("state", ["left", "all"]) ?? "",
    of: one("of", ["own"]) ?? "",
    day: /^\d{4}-\d{2}-\d{2}$/.exec(query.get("day") ?? "")?.[0] ?? "",
    duty: one("duty", ["now"]) ?? "",
    person: query.get("person") ?? "",
    lang: langOf(query.get("lang")),
    theme: one("theme", ["light", "dark"]) ?? "",
  };
}

/** The query of an address; "" when everything is as at first. */
export function writeAddress(state: AdminAddress): string {
  const query = new URLSearchParams();
  for (const key of KEYS) if (state[key] !== (FIRST[key] ?? "")) query.set(key, state[key]);
  const text = query.toString();
  return text === "" ? "" : `?${text}`;
}
