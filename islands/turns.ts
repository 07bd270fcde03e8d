/** At most so many at once: those of the lowest rank have a turn, the others wait until one of them leaves. */

interface Member {
  readonly rank: number;
  readonly told: (mine: boolean) => void;
  mine: boolean;
}

export class Turns {
  readonly #members = new Set<Member>();
  #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  /** `told` hears whenever this one's turn begins or ends; a turn that begins at once is told before this returns. */
  join(rank: number, told: (mine: boolean) => void): () => void {
    const member = { rank, told, mine: false };
    this.#members.add(member);
    this.#share();
    return () => {
      if (this.#members.delete(member)) this.#share();
    };
  }

  limit(most: number): void {
    this.#most = most;
    this.#share();
  }

  #share(): void {
    const ranked = [...this.#members].sort((a, b) => a.rank - b.rank);
    const turns = new Set(ranked.slice(0, this.#most));
    // Who loses a turn is told first: at no moment are there more than allowed.
    const changed = ranked.filter((member) => member.mine !== turns.has(member));
    for (const member of changed.sort((a, b) => Number(b.mine) - Number(a.mine))) {
      member.mine = !member.mine;
      member.told(member.mine);
    }
  }
}
