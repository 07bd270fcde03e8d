/** Who looks at which case now, so that two people on one see each other. Kept only while their screens are there. Pure. */
import type { Looking } from "./wire.ts";

/** Somebody as others are told of them. */
export interface LookerName {
  readonly id: string;
  readonly name: string;
}

const LONGEST_CASE = 64;

/** What a screen says it looks at, or null when it says nothing that can be understood. */
export function checkLooking(sent: unknown): Looking | null {
  if (typeof sent !== "object" || sent === null) return null;
  const { case: id, typing } = sent as Record<string, unknown>;
  if (id === null) return { case: null };
  if (typeof id !== "string" || id === "" || id.length > LONGEST_CASE) return null;
  return typing === true ? { case: id, typing } : { case: id };
}

interface At {
  readonly case: string | null;
  readonly typing: boolean;
  readonly who: LookerName;
}

export class Lookers<S> {
  readonly #at = new Map<S, At>();

  /** Screens that are told: those which ever said what they look at. */
  get audience(): Iterable<S> {
    return this.#at.keys();
  }

  /** Takes what a screen looks at; returns the cases whose onlookers changed. */
  look(screen: S, looking: Looking, who: LookerName): string[] {
    const before = this.#at.get(screen);
    const now = { case: looking.case, typing: looking.typing === true, who };
    this.#at.set(screen, now);
    if (before && before.case === now.case && before.typing === now.typing) return [];
    return [...new Set([before?.case, now.case])].filter((id) => typeof id === "string");
  }

  leave(screen: S): string[] {
    const before = this.#at.get(screen);
    this.#at.delete(screen);
    return typeof before?.case === "string" ? [before.case] : [];
  }

  /** Cases that somebody looks at. */
  cases(): string[] {
    return [...new Set([...this.#at.values()].flatMap(({ case: id }) => id ?? []))];
  }

  /** Whoever looks at a case besides `self`, each once however many screens they have open. */
  at(id: string, self: string): { readonly name: string; readonly typing: boolean }[] {
    const people = new Map<string, { name: string; typing: boolean }>();
    for (const { case: at, typing, who } of this.#at.values()) {
      if (at !== id || who.id === self) continue;
      people.set(who.id, { name: who.name, typing: typing || (people.get(who.id)?.typing ?? false) });
    }
    return [...people.values()].sort((a, b) => a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
  }
}
