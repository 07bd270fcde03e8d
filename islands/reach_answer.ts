/** What the server answers about where somebody would be in time: the shape of routes/api/reach. */

export interface ReachAnswer {
  readonly resolution: number;
  /** Somebody has to be at an urgent case within so long. */
  readonly limitMinutes: number;
  readonly category: string | null;
  readonly skill: string | null;
  /** Columns of one length: cells, minutes left of the limit (below zero: late; null: nobody near), and who would be first. */
  readonly cells: readonly string[];
  readonly minutes: readonly (number | null)[];
  /** Null where nobody is near, or where the account may not see who is. */
  readonly workers: readonly (string | null)[];
  readonly asOf: number;
}
