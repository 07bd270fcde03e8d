/** Who is signed in. Sessions are in the ledger; a copy here answers every request without a turn to the disk. */
import type { Ledger } from "../store/ledger.ts";
import { foldLogin } from "../store/ledger_people.ts";
import type { KeptSession } from "../store/ledger_sessions.ts";
import type { Person } from "../store/person.ts";
import { isOver, type Session } from "../store/session.ts";
import { FirstOf } from "./first_of.ts";
import { checkPassword, LONGEST_PASSWORD } from "./passwords.ts";
import { digestOf, newId, newSecret } from "./secret.ts";
import type { Sender } from "./sender.ts";
import { networkOf, Throttle } from "./throttle.ts";

/** When somebody was last seen is written at most so often. */
const TOUCH_EVERY_MS = 60_000;
/** From one address many people may sign in, behind one gateway at the start of a shift. */
const FREE_OF_ADDRESS = 20;
const LONGEST_AGENT = 200;
const LONGEST_LOGIN = 64;

/** Where a request comes from. */
export interface Caller {
  readonly address: string;
  readonly agent: string;
}

export type SignIn =
  | { readonly kind: "in"; readonly token: string; readonly session: Session; readonly person: Person }
  /** Unknown login, wrong password, or an account that is closed: which, nobody is told. */
  | { readonly kind: "wrong" }
  | { readonly kind: "wait"; readonly seconds: number };

/** Whether somebody knows the password of an account. */
export type Proof =
  /** `hash`: what the account had as its password when it was checked. */
  | { readonly kind: "right"; readonly person: Person; readonly hash: string }
  | { readonly kind: "wrong" }
  | { readonly kind: "wait"; readonly seconds: number };

interface Begun {
  readonly token: string;
  readonly session: Session;
}

export interface SessionsOptions {
  readonly ledger: Pick<Ledger, "people" | "sessions" | "audit">;
  readonly person: (id: string) => Person | undefined;
  readonly now: () => number;
  readonly report: (stage: string, error: unknown) => void;
  /** Told when sessions ended, at once: whoever looks by one of them looks no more. */
  readonly onEnded?: () => void;
}

interface Live extends KeptSession {
  seen: number;
  /** What the ledger has as `seen`. */
  written: number;
}

export class Sessions {
  readonly #byToken = new Map<string, Live>();
  readonly #accounts = new Throttle();
  readonly #addresses = new Throttle(FREE_OF_ADDRESS);

  private constructor(private readonly options: SessionsOptions) {}

  static async open(options: SessionsOptions): Promise<Sessions> {
    const sessions = new Sessions(options);
    for (const kept of await options.ledger.sessions.all()) {
      if (!isOver(kept, options.now())) sessions.#byToken.set(kept.token, { ...kept, written: kept.seen });
    }
    return sessions;
  }

  async signIn(login: string, password: string, caller: Caller): Promise<SignIn> {
    const proof = await this.prove(login, password, caller);
    if (proof.kind !== "right") return proof;
    const { person, hash } = proof;
    const begun = await this.#begin(person, caller, hash);
    if (begun) return { kind: "in", person, ...begun };
    await this.refused(person.id, caller);
    return { kind: "wrong" };
  }

  /** Checks login and password, slowly and always as slowly; whoever keeps failing waits. */
  async prove(login: string, password: string, caller: Caller): Promise<Proof> {
    const { ledger, now } = this.options;
    // Folded again: what is cut off may leave blanks at the end, and the tries of one account must all be counted as its own.
    const folded = foldLogin(foldLogin(login).slice(0, LONGEST_LOGIN));
    const at = now();
    const network = networkOf(caller.address);
    const wait = Math.max(this.#accounts.waitOf(folded, at), this.#addresses.waitOf(network, at));
    if (wait > 0) return { kind: "wait", seconds: Math.ceil(wait / 1000) };
    this.#accounts.tried(folded, at);
    this.#addresses.tried(network, at);
    const [known] = await ledger.people.credentials(folded);
    const right = await checkPassword(password.slice(0, LONGEST_PASSWORD + 1), known?.password ?? null);
    const person = known ? this.options.person(known.id) : undefined;
    if (!right || !person?.active) {
      await this.refused(person?.id ?? folded, caller);
      return { kind: "wrong" };
    }
    this.#accounts.forget(folded);
    this.#addresses.forgive(network);
    return { kind: "right", person, hash: known!.password! };
  }

  /** A session for somebody whose identity is proven. */
  async begin(person: Person, caller: Caller): Promise<Begun> {
    return (await this.#begin(person, caller))!;
  }

  /** Null when the account has another password by now than the one that was checked, which takes a while. */
  async #begin(person: Person, { address, agent }: Caller, hash?: string): Promise<Begun | null> {
    const at = this.options.now();
    const token = newSecret();
    const session = {
      id: newId(),
      person: person.id,
      created: at,
      seen: at,
      address,
      agent: agent.slice(0, LONGEST_AGENT),
    };
    const kept = { ...session, token: digestOf(token) };
    const audit = {
      ...{ at, who: person.id, origin: address, action: "session.begin" },
      detail: { agent: session.agent },
    };
    if (!await this.options.ledger.sessions.begin(kept, audit, hash)) return null;
    this.#byToken.set(kept.token, { ...kept, written: at });
    return { token, session };
  }

  /** Who holds a token; null when nobody does any more. Asking counts as use. */
  senderOf(token: string, origin: string): Sender | null {
    const live = this.#byToken.get(digestOf(token));
    if (!live) return null;
    const now = this.options.now();
    const person = this.options.person(live.person);
    if (!person?.active || isOver(live, now)) {
      this.#byToken.delete(live.token);
      this.#end([live.id], {
        at: now,
        who: live.person,
        origin,
        action: "session.end",
        detail: { why: "over" },
      });
      return null;
    }
    live.seen = Math.max(live.seen, now);
    if (live.seen - live.written >= TOUCH_EVERY_MS) {
      live.written = live.seen;
      this.#behind(this.options.ledger.sessions.touch([[live.id, live.seen]]));
    }
    return { person, origin, session: live.id };
  }

  /** All that go on now, the newest first. */
  list(person?: string): Session[] {
    const now = this.options.now();
    return [...this.#byToken.values()]
      .filter((live) => !isOver(live, now) && (person === undefined || live.person === person))
      .sort((a, b) => b.created - a.created)
      .map(shown);
  }

  /** Of those that go on now and fit, the first, the one last used before all others; and how many there are. */
  find(fits: (session: Session) => boolean, limit: number): { sessions: Session[]; total: number } {
    const now = this.options.now();
    const first = new FirstOf<Live>(limit, (a, b) => b.seen - a.seen);
    for (const live of this.#byToken.values()) if (!isOver(live, now) && fits(live)) first.take(live);
    return { sessions: first.rows.map(shown), total: first.total };
  }

  get(id: string): Session | undefined {
    return this.find((session) => session.id === id, 1).sessions[0];
  }

  /** Ends a session, one's own or another's. False when it goes on no more. Whether one may is asked before. */
  async end(sender: Sender, id: string): Promise<boolean> {
    const { person, origin, session } = sender;
    const action = session === id ? "session.end" : "session.revoke";
    const whose = this.get(id)?.person;
    // From this moment on, before the disk has it: a revoked session does nothing more.
    this.forget([id]);
    const ended = await this.options.ledger.sessions.end([id], {
      at: this.options.now(),
      who: person.id,
      origin,
      action,
      detail: whose === person.id || whose === undefined ? {} : { whose },
    });
    return ended.length > 0;
  }

  /** Sessions that the ledger has ended. */
  forget(ids: readonly string[]): void {
    for (const live of [...this.#byToken.values()]) {
      if (ids.includes(live.id)) this.#byToken.delete(live.token);
    }
    this.options.onEnded?.();
  }

  /** Somebody was turned away; `who` is the account, or what was typed. */
  refused(who: string, { address, agent }: Caller): Promise<number> {
    return this.options.ledger.audit.add({
      at: this.options.now(),
      who,
      origin: address,
      action: "session.refuse",
      object: "session",
      detail: { agent: agent.slice(0, LONGEST_AGENT) },
    });
  }

  #end(ids: readonly string[], audit: Parameters<Ledger["sessions"]["end"]>[1]): void {
    this.#behind(this.options.ledger.sessions.end(ids, audit));
  }

  #behind(work: Promise<unknown>): void {
    work.catch((error) => this.options.report("sessions", error));
  }
}

/** Without what nobody is told. */
function shown({ token: _, written: __, ...session }: Live): Session {
  return session;
}
