/** Kinds of grid workers: who looks after one grid, who after many, and who helps for some hours. Tables. Pure. */
import type { Bilingual } from "./categories.ts";
import { lot } from "./random.ts";

export const KIND = { dedicated: 0, specialist: 1, partTime: 2 } as const;

interface Kind extends Bilingual {
  /** Of all workers. */
  readonly share: number;
  /** Mean duration (s) of a walk or drive, and of the pause after it. */
  readonly moving: number;
  readonly pausing: number;
  /** Ways of moving: the share of the kind, and m/s on a street. */
  readonly paces: readonly (readonly [share: number, pace: number])[];
}

const WALKING = 1.2, CYCLING = 4.6, DRIVING = 10;

/** In the order of {@link KIND}. */
export const KINDS: readonly Kind[] = [
  {
    ...{ zh: "专职", en: "Dedicated", share: 0.72, moving: 240, pausing: 60 },
    paces: [[0.8, WALKING], [0.2, CYCLING]],
  },
  // Who comes with a van repairs more than drives.
  { ...{ zh: "专业", en: "Specialist", share: 0.15, moving: 50, pausing: 260 }, paces: [[1, DRIVING]] },
  {
    ...{ zh: "兼职", en: "Part-time", share: 0.13, moving: 150, pausing: 90 },
    paces: [[0.95, WALKING], [0.05, CYCLING]],
  },
];

export interface Specialty extends Bilingual {
  /** As posts and categories name it. */
  readonly skill: string;
  readonly share: number;
  readonly beat: number;
}

/** What specialists look after, and how many communities each has. */
export const SPECIALTIES: readonly Specialty[] = [
  { skill: "sanitation", zh: "环卫", en: "Sanitation", share: 0.32, beat: 3 },
  { skill: "lamps", zh: "照明", en: "Street lamps", share: 0.16, beat: 6 },
  { skill: "pipes", zh: "管网", en: "Pipes", share: 0.2, beat: 5 },
  { skill: "green", zh: "园林", en: "Parks and trees", share: 0.14, beat: 5 },
  { skill: "enforcement", zh: "执法", en: "Enforcement", share: 0.18, beat: 4 },
];

/** {@link KIND} of a worker. */
export function kindOf(worker: number): number {
  return drawn(KINDS, lot(worker, 11));
}

/** Index in {@link SPECIALTIES}; means something for specialists only. */
export function specialtyOf(worker: number): number {
  return drawn(SPECIALTIES, lot(worker, 16));
}

/** Skills of a worker, as the account of one would name them. */
export function skillsOf(worker: number): readonly string[] {
  return kindOf(worker) === KIND.specialist ? [SPECIALTIES[specialtyOf(worker)]!.skill] : [];
}

/** m/s on a street. */
export function paceOf(worker: number): number {
  const { paces } = KINDS[kindOf(worker)]!;
  let left = lot(worker, 12);
  for (const [share, pace] of paces) {
    if ((left -= share) < 0) return pace * (0.85 + 0.3 * lot(worker, 13));
  }
  return paces[0]![1];
}

function drawn(table: readonly { readonly share: number }[], lot: number): number {
  for (let i = 0; i < table.length; i++) if ((lot -= table[i]!.share) < 0) return i;
  return 0;
}
