/** Who looks at which case: others, as the server says, and this screen, as it tells the server. */
import { signal } from "@preact/signals";
import type { CaseLookers } from "../../streams/wire.ts";
import type { Live } from "../live.ts";

const TYPING_MS = 4_000;

export class Presence {
  /** By case. */
  readonly lookers = signal<ReadonlyMap<string, CaseLookers["people"]>>(new Map());
  #typing: ReturnType<typeof setTimeout> | undefined;

  /** `opened`: the case that is open here. */
  constructor(private readonly live: Pick<Live, "look">, private readonly opened: () => string | null) {}

  /** Null: the connection is new, and nothing is known yet. */
  take(lookers: CaseLookers | null): void {
    const next = new Map(lookers === null ? [] : this.lookers.peek());
    if (lookers && lookers.people.length > 0) next.set(lookers.case, lookers.people);
    else if (lookers) next.delete(lookers.case);
    this.lookers.value = next;
  }

  /** Somebody types in the panel of the open case. */
  typed(): void {
    const id = this.opened();
    if (id === null) return;
    if (this.#typing === undefined) this.live.look({ case: id, typing: true });
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => this.looks(), TYPING_MS);
  }

  /** Says which case is open here. */
  looks(): void {
    clearTimeout(this.#typing);
    this.#typing = undefined;
    this.live.look({ case: this.opened() });
  }
}
