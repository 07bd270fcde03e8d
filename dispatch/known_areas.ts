/** Which codes of areas the city has: an account is granted no other, for one that nothing lies in is a slip of the pen. */
import type { AreaTables } from "../geo/whereabouts.ts";
import { type Person, WHOLE_CITY } from "../store/person.ts";

export const AREA_FIELDS = ["areas", "grids"] as const;
/** `grids` are those that a worker answers for. */
export type AreaField = (typeof AREA_FIELDS)[number];

export interface UnknownCodes {
  readonly field: AreaField;
  readonly codes: readonly string[];
}

type Grant = Pick<Person, "areas" | "post">;
type Coded = { readonly [T in keyof AreaTables]: readonly { readonly code: string }[] };

export class KnownAreas {
  readonly #codes: Readonly<Record<AreaField, ReadonlySet<string>>>;

  constructor({ districts, streets, communities, grids }: Coded) {
    const setOf = (...tables: readonly Coded["grids"][]) =>
      new Set(tables.flatMap((table) => table.map(({ code }) => code)));
    this.#codes = { areas: setOf(districts, streets, communities, grids), grids: setOf(grids) };
  }

  /**
   * Codes that no table of the city has; null when there are none. What the account held before stays allowed: a city that
   * draws its grids anew must still be able to close an account.
   */
  unknownIn(grant: Grant, before?: Grant): UnknownCodes | null {
    for (const field of AREA_FIELDS) {
      const held = before ? codesOf(before, field) : [];
      const codes = codesOf(grant, field).filter((code) => !this.#knows(field, code) && !held.includes(code));
      if (codes.length > 0) return { field, codes };
    }
    return null;
  }

  /** All of them, in both fields. */
  allUnknownIn(grant: Grant): string[] {
    const unknown = AREA_FIELDS.flatMap((field) =>
      codesOf(grant, field).filter((code) => !this.#knows(field, code))
    );
    return [...new Set(unknown)];
  }

  #knows(field: AreaField, code: string): boolean {
    return (field === "areas" && code === WHOLE_CITY) || this.#codes[field].has(code);
  }
}

function codesOf({ areas, post }: Grant, field: AreaField): readonly string[] {
  return field === "areas" ? areas : post?.grids ?? [];
}

export function unknownText({ field, codes }: UnknownCodes): string {
  const tables = field === "grids" ? "grids" : "districts, streets, communities and grids";
  return `${field}: the city has no ${codes.join(", ")}; use codes of its ${tables}`;
}
