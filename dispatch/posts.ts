/** What is known of workers by their accounts, asked by slot: names, skills, and the grids they answer for. */
import type { Person, WorkerPost } from "../store/person.ts";

export type KnownPost = Pick<WorkerPost, "skills" | "grids"> & { readonly name: string };

export interface PostsOptions {
  readonly people: { readonly all: readonly Person[]; readonly changes: number };
  readonly workers: { readonly size: number; id(slot: number): string };
  /** What a city knows of its workers besides their accounts, which come first. */
  readonly register?: (worker: string) => KnownPost | undefined;
}

export class Posts {
  /** By slot; null: nothing is known, undefined: not asked yet. */
  #bySlot: (KnownPost | null | undefined)[] = [];
  #byWorker = new Map<string, KnownPost>();
  /** Workers by the grid that they answer for, by their accounts. */
  #byGrid = new Map<string, string[]>();
  /** Name and id by slot, in small letters: folding 129,000 of them at each letter that is typed would take 20 ms and more. */
  #texts: (string | undefined)[] = [];
  #changes = -1;

  constructor(private readonly options: PostsOptions) {}

  of(slot: number): KnownPost | null {
    this.#keepUp();
    const known = this.#bySlot[slot];
    if (known !== undefined) return known;
    return this.#bySlot[slot] = this.#find(this.options.workers.id(slot));
  }

  nameOf(slot: number): string | null {
    return this.of(slot)?.name ?? null;
  }

  /** Also of somebody who was never heard of. */
  nameOfWorker(worker: string): string | null {
    this.#keepUp();
    return this.#find(worker)?.name ?? null;
  }

  /** Slots of those whose name or id holds what is looked for, given in small letters; of some only, as names cost time to learn. */
  *like(wanted: string, among: (slot: number) => boolean): Generator<number> {
    const { workers } = this.options;
    this.#keepUp();
    for (let slot = 0; slot < workers.size; slot++) {
      if (!among(slot)) continue;
      const text = this.#texts[slot] ??= `${this.nameOf(slot) ?? ""}\n${workers.id(slot)}`
        .toLocaleLowerCase();
      if (text.includes(wanted)) yield slot;
    }
  }

  knows(slot: number, skill: string): boolean | null {
    return this.of(slot)?.skills.includes(skill) ?? null;
  }

  answersFor(slot: number, areas: readonly string[]): boolean {
    return this.of(slot)?.grids.some((grid) => areas.includes(grid)) ?? false;
  }

  /** Who answers for one of some areas, heard of or not, as far as accounts say so: a register is asked by worker only. */
  holdersOf(areas: readonly string[]): string[] {
    this.#keepUp();
    return [...new Set(areas.flatMap((code) => this.#byGrid.get(code) ?? []))];
  }

  /** What a register learns later, as a simulation that has just begun, is asked for again. */
  forget(): void {
    this.#bySlot = [];
    this.#texts = [];
  }

  #find(worker: string): KnownPost | null {
    return this.#byWorker.get(worker) ?? this.options.register?.(worker) ?? null;
  }

  #keepUp(): void {
    const { all, changes } = this.options.people;
    if (changes === this.#changes) return;
    this.#changes = changes;
    this.forget();
    this.#byWorker = new Map(
      all.flatMap(({ post, active, name }) => post && active ? [[post.id, { ...post, name }]] : []),
    );
    this.#byGrid = new Map();
    for (const [worker, { grids }] of this.#byWorker) {
      for (const grid of grids) {
        const held = this.#byGrid.get(grid);
        if (held) held.push(worker);
        else this.#byGrid.set(grid, [worker]);
      }
    }
  }
}
