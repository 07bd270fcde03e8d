/** The first so many, in some order, of all that are taken: cheaper than sorting all where they are many. Pure. */
export class FirstOf<T> {
  readonly rows: T[] = [];
  /** Of all that were taken. */
  total = 0;

  constructor(private readonly most: number, private readonly compare: (a: T, b: T) => number) {}

  /** Behind those that are its equals and came before. */
  take(one: T): void {
    this.total++;
    const { rows } = this;
    if (rows.length === this.most) {
      if (this.compare(one, rows.at(-1)!) >= 0) return;
      rows.pop();
    }
    let from = 0, to = rows.length;
    while (from < to) {
      const middle = (from + to) >> 1;
      if (this.compare(rows[middle]!, one) <= 0) from = middle + 1;
      else to = middle;
    }
    rows.splice(from, 0, one);
  }
}
