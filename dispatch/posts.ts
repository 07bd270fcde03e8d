/** What is known of workers by their accounts, asked by slot: names, skills, and the grids they answer for. */
import type { Person, WorkerPost } from "../store/person.ts";

export type KnownPost = Pick<WorkerPost, "skills" | "grids"> & { readonly name: string };

export interface PostsOptions {
  readonly people: { readonly all: readonly Person[]; readonly changes: number };
  readonly workers: { id(slot: number): string };
  /** What a city knows of its workers besides their accounts, which come first. */
  readonly register?: (worker: string) => KnownPost | undefined;
}

export class Posts {
  /** By slot; null: nothing is known, undefined: not asked yet. */
  #bySlot: (KnownPost | null | undefined)[] = [];
  #byWorker = new Map<string, KnownPost>();
  #changes = -1;

  constructor(private readonly options: PostsOptions) {}

  of(slot: number): KnownPost | null {
    const { people, workers, register } = this.options;
    if (people.changes !== this.#changes) this.#readAgain();
    const known = this.#bySlot[slot];
    if (known !== undefined) return known;
    const id = workers.id(slot);
    const found = this.#byWorker.get(id) ?? register?.(id);
    return this.#bySlot[slot] = found ?? null;
  }

  nameOf(slot: number): string | null {
    return this.of(slot)?.name ?? null;
  }

  knows(slot: number, skill: string): boolean | null {
    return this.of(slot)?.skills.includes(skill) ?? null;
  }

  answersFor(slot: number, areas: readonly string[]): boolean {
    return this.of(slot)?.grids.some((grid) => areas.includes(grid)) ?? false;
  }

  /** What a register learns later, as a simulation that has just begun, is asked for again. */
  forget(): void {
    this.#bySlot = [];
  }

  #readAgain(): void {
    const { all, changes } = this.options.people;
    this.#changes = changes;
    this.#bySlot = [];
    this.#byWorker = new Map(
      all.flatMap(({ post, active, name }) => post && active ? [[post.id, { ...post, name }]] : []),
    );
  }
}
