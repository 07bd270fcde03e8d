/** How long somebody who keeps failing must wait: doubled with each failure, forgotten after a while. Pure: time is an argument. */

/** So many failures cost nothing: a slip of the finger, the old password, caps lock. */
const FREE = 4;
const FIRST_WAIT_MS = 5_000;
const LONGEST_WAIT_MS = 15 * 60_000;
/** After so long without a failure one starts anew. */
const FORGOTTEN_MS = 60 * 60_000;
/** Names remembered; beyond, those whose wait ends first are forgotten first. */
const MOST_NAMES = 50_000;

interface Failures {
  count: number;
  last: number;
  until: number;
}

export class Throttle {
  readonly #failures = new Map<string, Failures>();

  constructor(private readonly free: number = FREE) {}

  /** How long to wait before the next try, in ms; 0 when there is nothing to wait for. */
  waitOf(name: string, now: number): number {
    const known = this.#failures.get(name);
    if (!known) return 0;
    if (now - known.last > FORGOTTEN_MS) {
      this.#failures.delete(name);
      return 0;
    }
    return Math.max(0, known.until - now);
  }

  /** A try is counted before it is known how it ends: many at once must not all pass. */
  tried(name: string, now: number): void {
    const count = (this.#failures.get(name)?.count ?? 0) + 1;
    const wait = count > this.free
      ? Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (count - this.free - 1))
      : 0;
    this.#failures.delete(name);
    this.#failures.set(name, { count, last: now, until: now + wait });
    if (this.#failures.size > MOST_NAMES) this.#failures.delete(this.#failures.keys().next().value!);
  }

  /** It went well after all. */
  forget(name: string): void {
    this.#failures.delete(name);
  }

  /** Takes one try back, where others from the same place may still have failed. */
  forgive(name: string): void {
    const known = this.#failures.get(name);
    if (!known) return;
    if (--known.count <= 0) this.#failures.delete(name);
    else known.until = Math.min(known.until, known.last);
  }
}

/** Whose an address is: of IPv6 the first 64 bits, because everybody has that many more addresses to try from. */
export function networkOf(address: string): string {
  if (!address.includes(":")) return address;
  const [head = "", tail] = address.split("%")[0]!.split("::");
  const groups = (part: string) => part === "" ? [] : part.split(":");
  const [before, after] = [groups(head), groups(tail ?? "")];
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - before.length - after.length);
  const whole = [...before, ...Array.from({ length: zeros }, () => "0"), ...after];
  return whole.slice(0, 4).map((group) => parseInt(group, 16).toString(16)).join(":");
}
