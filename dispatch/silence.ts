/** Who is on duty and is not heard of: one by one, and where many of a street fall silent at once, all of them as one. Pure. */

const MINUTE = 60_000;

/** One worker on duty. Instants are epoch ms. */
export interface OnDuty {
  readonly worker: string;
  /** Of the last fix; null where none is known. */
  readonly last: number | null;
  /** When the duty began. */
  readonly since: number;
  /** The area by which silent workers are put together. */
  readonly area: string;
}

export interface Silence {
  readonly alone: readonly OnDuty[];
  /** By area. */
  readonly together: ReadonlyMap<string, readonly OnDuty[]>;
}

export interface SilenceRules {
  readonly minutes: number;
  /** So many of an area at once are one alert. */
  readonly together: number;
  /** Nothing was heard before: the server was not there. */
  readonly from: number;
  readonly now: number;
  /** Whether somebody is told of already. */
  readonly told: (worker: string) => boolean;
  /** Whether the silent of an area are told of as one already. */
  readonly toldTogether: (area: string) => boolean;
}

export function isSilent(
  { last, since }: OnDuty,
  { minutes, from, now, told }: SilenceRules,
  worker: string,
): boolean {
  // What came in before the server was there may only not be read yet: whoever was silent stays so until heard of.
  if (last === null && told(worker)) return true;
  return now - Math.max(last ?? from, since) > minutes * MINUTE;
}

/** Whoever is told of alone stays so; once an area is told of as one, whoever falls silent there later is one of them. */
export function silenceOf(onDuty: Iterable<OnDuty>, rules: SilenceRules): Silence {
  const alone: OnDuty[] = [], fresh = new Map<string, OnDuty[]>();
  for (const one of onDuty) {
    if (!isSilent(one, rules, one.worker)) continue;
    if (rules.told(one.worker)) alone.push(one);
    else if (fresh.has(one.area)) fresh.get(one.area)!.push(one);
    else fresh.set(one.area, [one]);
  }
  const together = new Map<string, readonly OnDuty[]>();
  for (const [area, silent] of fresh) {
    if (rules.toldTogether(area) || silent.length >= rules.together) together.set(area, silent);
    else for (const one of silent) alone.push(one);
  }
  return { alone, together };
}
