/** The first shifts by time of all that are looked through: a day of a city has more than a screen can show. Pure. */

export interface FoundShift {
  readonly slot: number;
  readonly starts: number;
  readonly ends: number;
}

export class FirstShifts {
  readonly rows: FoundShift[] = [];
  /** Of all that were taken. */
  total = 0;

  constructor(private readonly limit: number) {}

  take(slot: number, starts: number, ends: number): void {
    this.total++;
    const { rows } = this;
    if (rows.length === this.limit) {
      const last = rows.at(-1)!;
      if (starts > last.starts || (starts === last.starts && slot > last.slot)) return;
      rows.pop();
    }
    let at = 0, to = rows.length;
    while (at < to) {
      const middle = (at + to) >> 1, row = rows[middle]!;
      if (row.starts < starts || (row.starts === starts && row.slot < slot)) at = middle + 1;
      else to = middle;
    }
    rows.splice(at, 0, { slot, starts, ends });
  }
}
