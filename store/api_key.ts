/** A key by which a program sends or reads: what is kept of it, which is not the key. Plain JSON. */

/** What a key may do. */
export const SCOPES = ["ingest", "read"] as const;
export type Scope = (typeof SCOPES)[number];

export interface KeptKey {
  readonly id: string;
  /** Also the name of the feed that sends with this key. */
  readonly name: string;
  readonly scopes: readonly Scope[];
  /** How the key begins: enough to recognize it by, far from enough to guess it. */
  readonly prefix: string;
  readonly made: Deed;
  /** When it was last used, to some minutes; null: not yet. */
  readonly used: number | null;
  /** Null while it works. */
  readonly revoked: Deed | null;
}

/** Who did something, by the id of the account, and when. */
export interface Deed {
  readonly by: string;
  /** Epoch ms. */
  readonly at: number;
}
