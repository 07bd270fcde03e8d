/** Who is signed in, and from where: what an account and an administrator see of it. Plain JSON. */

export interface Session {
  /** May be shown and named; whoever knows it cannot sign in with it. */
  readonly id: string;
  /** Id of the account. */
  readonly person: string;
  /** Epoch ms. */
  readonly created: number;
  readonly seen: number;
  readonly address: string;
  readonly agent: string;
}

/**
 * A session that nobody used for so long is over: a shift and the way home. A page that is open asks again and again, and
 * that is use: a wall stays on. Who leaves a desk signs out.
 */
export const SESSION_IDLE_MS = 12 * 3_600_000;
/** However busy: after a week a password is asked for again. */
export const SESSION_LIFE_MS = 7 * 86_400_000;
/** How long an address that works once stays good. */
export const LINK_LIFE_MS = 24 * 3_600_000;

/** Whether a session has reached one of its limits. */
export function isOver({ created, seen }: Pick<Session, "created" | "seen">, now: number): boolean {
  return now - seen > SESSION_IDLE_MS || now - created > SESSION_LIFE_MS;
}
