/** Rows of the breakdown: categories gathered into their classes, districts as they are. Pure. */
import type { CategoryShare, DistrictShare, Share } from "../../dashboards/breakdown.ts";

export interface ShareRow extends Share {
  readonly key: string;
  readonly name: string;
  /** Codes that a click filters by. */
  readonly codes: readonly string[];
}

/** One row a class, the largest first; usual is known for a class when it is for its categories. */
export function byGroup(
  categories: readonly CategoryShare[],
  groupOf: (code: string) => string,
): ShareRow[] {
  const rows = new Map<string, ShareRow>();
  for (const { code, count, severe, usual } of categories) {
    const name = groupOf(code);
    const row = rows.get(name);
    rows.set(name, {
      key: name,
      name,
      count: count + (row?.count ?? 0),
      severe: severe + (row?.severe ?? 0),
      usual: usual === null ? row?.usual ?? null : usual + (row?.usual ?? 0),
      codes: [...row?.codes ?? [], code],
    });
  }
  return [...rows.values()].sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));
}

export function byDistrict(
  districts: readonly DistrictShare[],
  nameOf: (name: string) => string,
): ShareRow[] {
  return districts.map(({ code, name, ...share }) => ({
    ...share,
    key: code,
    name: nameOf(name),
    codes: [code],
  }));
}

/** How the rows that fit are shared between two lists with a heading each: neither takes what the other needs. */
export function shareRows(rows: number, first: number, second: number): readonly [number, number] {
  const room = Math.max(0, rows - (second > 0 ? 1 : 0));
  const half = Math.ceil(room / 2);
  const one = Math.min(first, Math.max(half, room - second));
  return [one, Math.min(second, room - one)];
}

/** Length of a bar, of what is usual, in per cent of the longest of both. */
export function scaleOf(rows: readonly Share[]): (value: number) => number {
  const most = Math.max(1, ...rows.map(({ count, usual }) => Math.max(count, usual ?? 0)));
  return (value) => Math.min(100, value / most * 100);
}
