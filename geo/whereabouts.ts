/** Where a cell is in people's words: the district, street and community that hold the greatest share of it, and its grids. */
import { Grids } from "./grid.ts";
import type { Area } from "./polygon.ts";
import { type Share, sharesOver } from "./share.ts";

export const LEVELS = ["district", "street", "community"] as const;
export type Level = (typeof LEVELS)[number];

export interface Part {
  readonly level: Level;
  readonly code: string;
  /** In one language, or in both as "东路 · East Rd". */
  readonly name: string;
  /** Of the cell's area; 0 < share ≤ 1. */
  readonly share: number;
}

export interface Whereabouts {
  /** From the district down, as far as one area holds enough of the cell to name it after. */
  readonly path: readonly Part[];
  /** The level below the last of the path, when the cell lies over too many of its areas to name one. */
  readonly among: { readonly level: Level; readonly count: number } | null;
  readonly grids: {
    readonly count: number;
    /** Of those with the greatest share, the greatest first. */
    readonly codes: readonly string[];
  };
}

/** A cell is not called after an area that holds less than this of what the areas of its level cover of it. */
const NAMED_FROM = 1 / 3;
const MOST_GRIDS = 3;
/** Cells asked for again soon: those that screens have open. */
const REMEMBERED = 512;

export interface AreaTables {
  readonly districts: readonly Area[];
  readonly streets: readonly Area[];
  readonly communities: readonly Area[];
  readonly grids: readonly Area[];
}

export class Whereabout {
  readonly #levels: Readonly<Record<Level, Grids>>;
  readonly #grids: Grids;
  readonly #known = new Map<string, Whereabouts>();

  constructor({ districts, streets, communities, grids }: AreaTables) {
    this.#levels = {
      district: new Grids(districts),
      street: new Grids(streets),
      community: new Grids(communities),
    };
    this.#grids = new Grids(grids);
  }

  of(cell: string): Whereabouts {
    const known = this.#known.get(cell);
    if (known) return known;
    const found = this.#find(cell);
    this.#known.set(cell, found);
    if (this.#known.size > REMEMBERED) this.#known.delete(this.#known.keys().next().value!);
    return found;
  }

  #find(cell: string): Whereabouts {
    const path: Part[] = [];
    let among: Whereabouts["among"] = null;
    for (const level of LEVELS) {
      const { areas } = this.#levels[level];
      if (areas.length === 0) continue;
      const all = sharesOver(this.#levels[level], cell);
      const shares = within(all, areas, path.at(-1)?.code);
      const first = shares[0];
      if (!first) break;
      const covered = all.reduce((sum, { share }) => sum + share, 0);
      if (first.share < NAMED_FROM * covered) {
        among = { level, count: shares.length };
        break;
      }
      const { code, name } = areas[first.grid]!;
      path.push({ level, code, name, share: first.share });
    }
    const grids = sharesOver(this.#grids, cell);
    const codes = grids.slice(0, MOST_GRIDS).map(({ grid }) => this.#grids.areas[grid]!.code);
    return { path, among, grids: { count: grids.length, codes } };
  }
}

/**
 * Codes nest: a street's begins with its district's. Of a level only what lies in the area above is named, so that no
 * street of another district follows a district's name; where codes do not nest, whatever has the greatest share.
 */
function within(
  shares: readonly Share[],
  areas: readonly Area[],
  above: string | undefined,
): readonly Share[] {
  if (above === undefined) return shares;
  const nested = shares.filter(({ grid }) => areas[grid]!.code.startsWith(above));
  return nested.length > 0 ? nested : shares;
}
