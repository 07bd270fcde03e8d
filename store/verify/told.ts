/** What audit rows told last of each thing of one kind, and how what is kept compares with it. */
import type { KeptFault, Noun } from "./fault.ts";

export interface Comparison<Row, T> {
  readonly id: (row: Row) => string;
  /** Whether what is kept is what was told. */
  readonly same: (row: Row, told: T) => boolean;
  /** What is wrong with a thing that no row tells of. */
  readonly untold?: (row: Row) => KeptFault["kind"] | null;
}

export class Told<T> {
  readonly #last = new Map<string, T>();

  constructor(private readonly noun: Noun) {}

  /** A later row says more than the ones before. */
  tell(id: string, told: T): void {
    this.#last.set(id, told);
  }

  /** The thing is gone, and rightly. */
  forget(id: string): void {
    this.#last.delete(id);
  }

  last(id: string): T | undefined {
    return this.#last.get(id);
  }

  compare<Row>(
    rows: Iterable<Row>,
    { id, same, untold = () => "added" }: Comparison<Row, T>,
  ): KeptFault | null {
    const { noun } = this, left = new Map(this.#last);
    for (const row of rows) {
      const one = id(row), told = left.get(one);
      const kind = told === undefined ? untold(row) : same(row, told) ? null : "differs";
      if (kind) return { kind, noun, id: one };
      left.delete(one);
    }
    const [gone] = left.keys();
    return gone === undefined ? null : { kind: "gone", noun, id: gone };
  }
}
