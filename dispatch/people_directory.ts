/** Accounts to be looked up by part of their login, name or worker id, some at a time: a city has more than a screen can show. Pure. */
import { foldLogin } from "../store/ledger_people.ts";
import type { Person, Role } from "../store/person.ts";
import { FirstOf } from "./first_of.ts";

export const PEOPLE_STATES = ["active", "left", "all"] as const;
export type PeopleState = (typeof PEOPLE_STATES)[number];

export interface PeopleQuery {
  /** Part of a login, name or worker id; capitals and widths of letters make no difference. */
  readonly q: string;
  readonly role: Role | null;
  readonly state: PeopleState;
  readonly limit: number;
}

export interface PeopleFound {
  /** The first by name. */
  readonly people: readonly Person[];
  /** So many fit. */
  readonly total: number;
}

interface Entry {
  readonly person: Person;
  /** All that is searched, folded once: folding 129,000 accounts at each question takes 20 ms and more, a look through this 5. */
  readonly text: string;
}

const BY_NAME = new Intl.Collator("zh");
/** Open pages ask the same again and again; as many different questions are remembered. */
const REMEMBERED = 20;

export class PeopleDirectory {
  readonly #entries = new Map<string, Entry>();
  /** Answers since the last change. */
  readonly #found = new Map<string, PeopleFound>();

  take(person: Person): void {
    this.#found.clear();
    const { login, name, post } = person;
    this.#entries.set(person.id, { person, text: foldLogin(`${login}\n${name}\n${post?.id ?? ""}`) });
  }

  find(query: PeopleQuery): PeopleFound {
    const key = JSON.stringify([query.q, query.role, query.state, query.limit]);
    const known = this.#found.get(key);
    if (known) return known;
    const found = this.#look(query);
    if (this.#found.size === REMEMBERED) this.#found.clear();
    this.#found.set(key, found);
    return found;
  }

  #look({ q, role, state, limit }: PeopleQuery): PeopleFound {
    const wanted = foldLogin(q);
    // Sorting 129,000 names takes ten times as long.
    const first = new FirstOf<Person>(limit, (a, b) => BY_NAME.compare(a.name, b.name));
    for (const { person, text } of this.#entries.values()) {
      if (state !== "all" && person.active !== (state === "active")) continue;
      if (role !== null && !person.roles.includes(role)) continue;
      if (wanted !== "" && !text.includes(wanted)) continue;
      first.take(person);
    }
    return { people: first.rows, total: first.total };
  }
}
