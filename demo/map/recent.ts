/** A bounded memory: what was asked for least recently goes first. */
export class Recent<K, V> {
  readonly #held = new Map<K, V>();
  #weight = 0;

  /** `most` is the greatest sum of weights; without `weigh` that is a count. */
  constructor(private readonly most: number, private readonly weigh: (value: V) => number = () => 1) {}

  get(key: K, make: () => V): V {
    const held = this.#held.get(key);
    if (held !== undefined) {
      this.#held.delete(key);
      this.#held.set(key, held);
      return held;
    }
    const made = make();
    this.#held.set(key, made);
    this.#weight += this.weigh(made);
    for (const [oldest, value] of this.#held) {
      if (this.#weight <= this.most || oldest === key) break;
      this.#held.delete(oldest);
      this.#weight -= this.weigh(value);
    }
    return made;
  }
}
