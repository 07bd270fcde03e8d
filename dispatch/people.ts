/** Accounts: who may make and change them, and what they are now. Kept in memory, so that every door can ask at once. */
import type { AuditEntry } from "../store/audit.ts";
import type { Ledger } from "../store/ledger.ts";
import type { LinkPurpose } from "../store/ledger_links.ts";
import type { PersonWritten } from "../store/ledger_people.ts";
import type { Person } from "../store/person.ts";
import { LINK_LIFE_MS } from "../store/session.ts";
import { hashPassword } from "./passwords.ts";
import type { KnownAreas, UnknownCodes } from "./known_areas.ts";
import { PeopleDirectory, type PeopleFound, type PeopleQuery } from "./people_directory.ts";
import { checkDraft, checkNewPassword } from "./person_draft.ts";
import { may, type Verdict } from "./rights.ts";
import { digestOf, newSecret } from "./secret.ts";
import type { Sessions } from "./sessions.ts";
import type { Sender } from "./sender.ts";

export type PeopleAnswer =
  | PersonWritten
  | { readonly kind: "denied"; readonly verdict: Verdict & { ok: false } }
  | { readonly kind: "invalid"; readonly why: string }
  /** The old password is not what was sent. */
  | { readonly kind: "wrong" }
  | { readonly kind: "wait"; readonly seconds: number }
  | { readonly kind: "unknown-area"; readonly unknown: UnknownCodes };

export type LinkAnswer =
  | { readonly kind: "link"; readonly secret: string }
  | { readonly kind: "denied"; readonly verdict: Verdict & { ok: false } }
  | { readonly kind: "unknown"; readonly id: string }
  /** One's own account. `alone`: nobody else can manage accounts. */
  | { readonly kind: "own-link"; readonly alone: boolean };

export interface PeopleOptions {
  readonly ledger: Pick<Ledger, "people" | "links">;
  readonly now: () => number;
  /** Told of sessions that a change has ended. */
  readonly onEnded: (sessions: readonly string[]) => void;
  /** Accounts that nobody signs in with here, whatever the ledger says. */
  readonly closed?: readonly string[];
  readonly hash?: typeof hashPassword;
  readonly areas: KnownAreas;
  /** Whether somebody knows the password of an account; slowed down as signing in is. */
  readonly prove: Sessions["prove"];
}

const ACTION = "people.manage";

export class People {
  /** Grows with each account that is made or changed. */
  changes = 0;
  readonly #byId = new Map<string, Person>();
  readonly #directory = new PeopleDirectory();
  readonly #hash: typeof hashPassword;
  readonly #closed: ReadonlySet<string>;

  private constructor(private readonly options: PeopleOptions) {
    this.#hash = options.hash ?? hashPassword;
    this.#closed = new Set(options.closed);
  }

  static async open(options: PeopleOptions): Promise<People> {
    const people = new People(options);
    for (const person of await options.ledger.people.all()) people.#take(person);
    return people;
  }

  get(id: string): Person | undefined {
    return this.#byId.get(id);
  }

  get all(): readonly Person[] {
    return [...this.#byId.values()];
  }

  get hasAdmin(): boolean {
    return this.#hasAdminBeside("");
  }

  #hasAdminBeside(id: string): boolean {
    return this.all.some((one) => one.active && one.roles.includes("admin") && one.id !== id);
  }

  find(query: PeopleQuery): PeopleFound {
    return this.#directory.find(query);
  }

  /** Codes that accounts hold and the city has no more, by the id of the account. */
  unknownAreas(people: readonly Person[]): Record<string, readonly string[]> {
    const marked = people.flatMap((person) => {
      const codes = this.options.areas.allUnknownIn(person);
      return codes.length > 0 ? [[person.id, codes] as const] : [];
    });
    return Object.fromEntries(marked);
  }

  list(
    sender: Sender,
  ): readonly Person[] | { readonly kind: "denied"; readonly verdict: Verdict & { ok: false } } {
    return this.#denial(sender) ?? this.all;
  }

  /** Without a password nobody can sign in with the account until one is set. */
  async create(sender: Sender, sent: unknown, password: unknown = null): Promise<PeopleAnswer> {
    const denial = this.#denial(sender);
    if (denial) return denial;
    const draft = checkDraft(sent);
    if (!draft.ok) return { kind: "invalid", why: draft.why };
    const unknown = this.options.areas.unknownIn(draft.value);
    if (unknown) return { kind: "unknown-area", unknown };
    const checked = password === null ? null : checkNewPassword(password, draft.value.login);
    if (checked && !checked.ok) return { kind: "invalid", why: checked.why };
    return this.#keep(
      await this.options.ledger.people.create({
        draft: draft.value,
        password: checked && await this.#hash(checked.value),
        audit: this.#audit(sender, { did: "create", person: { ...draft.value } }),
      }),
    );
  }

  /** The first administrator, by whoever holds the one-time link that the server printed. */
  async createFirst(
    { link, origin, login, name, password }: FirstAdmin,
  ): Promise<PeopleAnswer> {
    const draft = checkDraft({ login, name, roles: ["admin"], areas: ["*"] });
    if (!draft.ok) return { kind: "invalid", why: draft.why };
    const checked = checkNewPassword(password, draft.value.login);
    if (!checked.ok) return { kind: "invalid", why: checked.why };
    // Hashing is dear: a link that is not good gets none.
    if (!await this.linkOf(link)) return { kind: "spent" };
    return this.#keep(
      await this.options.ledger.people.create({
        draft: draft.value,
        password: await this.#hash(checked.value),
        link: digestOf(link),
        closed: [...this.#closed],
        audit: {
          at: this.options.now(),
          who: draft.value.login,
          origin,
          action: ACTION,
          detail: { did: "create", by: "one-time link", person: { ...draft.value } },
        },
      }),
    );
  }

  /** All of the account, as it shall be; what it was is in the record. */
  async change(sender: Sender, id: string, expected: unknown, sent: unknown): Promise<PeopleAnswer> {
    const denial = this.#denial(sender);
    if (denial) return denial;
    const draft = checkDraft(sent);
    if (!draft.ok) return { kind: "invalid", why: draft.why };
    if (!Number.isInteger(expected)) {
      return { kind: "invalid", why: "version: send the version that you saw" };
    }
    const unknown = this.options.areas.unknownIn(draft.value, this.#byId.get(id));
    if (unknown) return { kind: "unknown-area", unknown };
    const person: Person = { ...draft.value, id, version: expected as number };
    const detail = { did: "change", version: expected, person: { ...draft.value } };
    return this.#keep(
      await this.options.ledger.people.change({
        person,
        expected: expected as number,
        audit: this.#audit(sender, detail),
      }),
    );
  }

  /** Somebody who left: the account stays, so that the record can name them, and every session ends. */
  disable(sender: Sender, id: string, expected: unknown): Promise<PeopleAnswer> {
    const person = this.#byId.get(id);
    if (!person) return Promise.resolve(this.#denial(sender) ?? { kind: "unknown", id });
    const { id: _, version: __, ...draft } = person;
    return this.change(sender, id, expected, { ...draft, active: false });
  }

  /**
   * Ends all sessions of the account; of one's own account all but this one. One's own asks for the old one: a screen that
   * was left open must not be enough to take the account over.
   */
  async setPassword(
    sender: Sender,
    id: string,
    password: unknown,
    old: unknown = null,
  ): Promise<PeopleAnswer> {
    const own = sender.person.id === id && sender.session !== null;
    const denial = own ? null : this.#denial(sender);
    if (denial) return denial;
    const checked = checkNewPassword(password, this.#byId.get(id)?.login ?? "");
    if (!checked.ok) return { kind: "invalid", why: checked.why };
    const refusal = own ? await this.#unproven(sender, old) : null;
    if (refusal) return refusal;
    return this.#keep(
      await this.options.ledger.people.setPassword({
        id,
        password: await this.#hash(checked.value),
        ...(own ? { keep: sender.session! } : {}),
        audit: this.#audit(sender, { did: "password" }),
      }),
    );
  }

  async #unproven({ person, origin }: Sender, old: unknown): Promise<PeopleAnswer | null> {
    if (typeof old !== "string") return { kind: "invalid", why: "old: send the password as it was" };
    const caller = { address: origin, agent: "change of password" };
    const proof = await this.options.prove(person.login, old, caller);
    return proof.kind === "right" ? null : proof;
  }

  /** By whoever holds the link that an administrator handed over. */
  async setPasswordByLink(
    { link, origin, password }: Omit<FirstAdmin, "login" | "name">,
  ): Promise<PeopleAnswer> {
    const known = await this.linkOf(link);
    const person = known?.purpose === "password" ? this.#byId.get(known.person) : undefined;
    if (!person?.active) return { kind: "spent" };
    const checked = checkNewPassword(password, person.login);
    if (!checked.ok) return { kind: "invalid", why: checked.why };
    return this.#keep(
      await this.options.ledger.people.setPassword({
        id: person.id,
        password: await this.#hash(checked.value),
        link: digestOf(link),
        audit: {
          at: this.options.now(),
          who: person.id,
          origin,
          action: ACTION,
          detail: { did: "password", by: "one-time link" },
        },
      }),
    );
  }

  /**
   * A link by which somebody sets a password without the old one. Not for one's own account: a screen that was left open must not
   * be enough to take it over. Whoever is alone makes another administrator first, which is on record under that name.
   */
  async linkFor(sender: Sender, id: string): Promise<LinkAnswer> {
    const denial = this.#denial(sender);
    if (denial) return denial;
    if (!this.#byId.has(id)) return { kind: "unknown", id };
    const { person, origin } = sender;
    if (person.id === id) return { kind: "own-link", alone: !this.#hasAdminBeside(id) };
    return { kind: "link", secret: await this.makeLink("password", id, { who: person.id, origin }) };
  }

  /** A secret for an address that works once; only its hash is kept. Ask for the right before. */
  async makeLink(purpose: LinkPurpose, person: string, by: { who: string; origin: string }): Promise<string> {
    const secret = newSecret();
    const at = this.options.now();
    const expires = at + LINK_LIFE_MS;
    await this.options.ledger.links.make(
      { token: digestOf(secret), purpose, person, expires },
      { at, ...by, action: ACTION, detail: { did: "link", purpose, expires } },
    );
    return secret;
  }

  async linkOf(secret: string) {
    const [link] = await this.options.ledger.links.get(digestOf(secret), this.options.now());
    return link ?? null;
  }

  /** Accounts as the ledger has them now, and the sessions that it has ended. */
  takeAll(people: readonly Person[], ended: readonly string[]): void {
    for (const person of people) this.#takeNewer(person);
    if (ended.length > 0) this.options.onEnded(ended);
  }

  #denial({ person }: Sender): { kind: "denied"; verdict: Verdict & { ok: false } } | null {
    const verdict = may(person, ACTION);
    return verdict.ok ? null : { kind: "denied", verdict };
  }

  #audit({ person, origin }: Sender, detail: AuditEntry["detail"]) {
    return { at: this.options.now(), who: person.id, origin, action: ACTION, detail };
  }

  #keep(written: PersonWritten): PersonWritten {
    if (written.kind !== "done") return written;
    this.takeAll([written.person], written.ended);
    return written;
  }

  /** Answers come in the order of their commits, yet a change of the password carries the account as it was. */
  #takeNewer(person: Person): void {
    const known = this.#byId.get(person.id);
    if (!known || known.version <= person.version) this.#take(person);
  }

  #take(person: Person): void {
    const kept = this.#closed.has(person.id) ? { ...person, active: false } : person;
    this.changes++;
    this.#byId.set(person.id, kept);
    this.#directory.take(kept);
  }
}

export interface FirstAdmin {
  readonly link: string;
  readonly origin: string;
  readonly login: unknown;
  readonly name: unknown;
  readonly password: unknown;
}
