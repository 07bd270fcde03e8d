/** Which incidents are counted: by category and by source. Pure; what a screen asks for, the server counts, both by this file. */
import type { Incident } from "./record.ts";

/** Codes of which one must fit; an empty list leaves nothing out. */
export interface IncidentFilter {
  readonly categories: readonly string[];
  readonly sources: readonly string[];
}

export const NO_FILTER: IncidentFilter = { categories: [], sources: [] };

/** More codes than this in one list, or longer ones, are no choice that a person made. */
const MOST_CODES = 64;
const LONGEST_CODE = 120;

export function isEmpty({ categories, sources }: IncidentFilter): boolean {
  return categories.length === 0 && sources.length === 0;
}

export function passes(filter: IncidentFilter, incident: Pick<Incident, "category" | "source">): boolean {
  return (filter.categories.length === 0 || filter.categories.includes(incident.category)) &&
    (filter.sources.length === 0 || filter.sources.includes(incident.source));
}

/** The same text for filters that leave the same out, whatever the order of their codes; "" for one that leaves nothing out. */
export function filterKey(filter: IncidentFilter): string {
  if (isEmpty(filter)) return "";
  const { categories, sources } = ordered(filter);
  return JSON.stringify([categories, sources]);
}

/** Reads what a client sent: undefined is no filter; null when it is none that can be meant. */
export function checkFilter(value: unknown): IncidentFilter | null {
  if (value === undefined || value === null) return NO_FILTER;
  if (typeof value !== "object") return null;
  const { categories = [], sources = [] } = value as Record<string, unknown>;
  return isCodes(categories) && isCodes(sources) ? ordered({ categories, sources }) : null;
}

function ordered({ categories, sources }: IncidentFilter): IncidentFilter {
  const once = (codes: readonly string[]) => [...new Set(codes)].sort();
  return { categories: once(categories), sources: once(sources) };
}

function isCodes(value: unknown): value is string[] {
  return Array.isArray(value) && value.length <= MOST_CODES &&
    value.every((code) => typeof code === "string" && code !== "" && code.length <= LONGEST_CODE);
}
