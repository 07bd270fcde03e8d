/** Tells workers of new cases whose page is closed, by the push service of their browser. What it says nobody between can read. */
import { createECDH, ECDH } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { z } from "zod";
import type { Ledger } from "../store/ledger.ts";
import type { PushSubscription } from "../store/ledger_push.ts";
import type { Person } from "../store/person.ts";
import type { CaseSummary } from "../store/case.ts";
import type { CityEvent } from "../store/record.ts";
import { checkEndpoint, deliver, type TargetRules } from "./push_target.ts";
import { may } from "./rights.ts";
import type { Sender } from "./sender.ts";

export interface VapidKeys {
  readonly publicKey: string;
  readonly privateKey: string;
}

/** What a message holds: enough to go, and nothing of a person. */
export interface Pushed {
  readonly title: string;
  /** Category and address. */
  readonly body: string;
  readonly lang: "zh" | "en";
  /** Number of the case. */
  readonly case: string;
}

export interface PushOptions {
  readonly ledger: Pick<Ledger, "push">;
  readonly keys: VapidKeys;
  /** Null: push services cannot be told whose server this is, and nothing is pushed. */
  readonly contact: string | null;
  readonly target: TargetRules;
  readonly people: { readonly all: readonly Person[]; get(id: string): Person | undefined };
  /** What a category is called. */
  readonly categoryName: (code: string, lang: "zh" | "en") => string;
  readonly now: () => number;
  readonly report: (stage: string, error: unknown) => void;
}

const SUBSCRIPTION = z.strictObject({
  endpoint: z.string(),
  keys: z.strictObject({
    p256dh: z.string().regex(/^[\w-]{87}=?$/, "65 bytes as base64url")
      .refine(isPoint, { error: "is no point of the curve P-256" }),
    auth: z.string().regex(/^[\w-]{22}={0,2}$/, "16 bytes as base64url"),
  }),
  lang: z.enum(["zh", "en"]),
});

/** Phones, tablets and what was forgotten somewhere; the oldest one goes. */
const MOST_OF_ONE = 10;
/** A case that nobody could be told of for so long is told by the page, when that is opened. */
const KEPT_BY_SERVICE_S = 3_600;
const ACTION = "field.use";
/** By these somebody may come into a case. */
const SENDING: ReadonlySet<string> = new Set([
  "dispatch",
  "reassign",
  "take_helper",
  "request_pre_verify",
  "report",
]);

/** With any other key every message would fail, at each case anew. */
function isPoint(key: string): boolean {
  try {
    return ECDH.convertKey(key, "prime256v1", "base64url", "hex", "compressed") !== "";
  } catch {
    return false;
  }
}

export type Subscribed =
  | { readonly kind: "done" }
  | { readonly kind: "invalid"; readonly why: string };

export class Push {
  readonly #byEndpoint = new Map<string, PushSubscription>();

  private constructor(private readonly options: PushOptions) {}

  static async open(options: PushOptions): Promise<Push> {
    const push = new Push(options);
    for (const one of await options.ledger.push.all()) push.#byEndpoint.set(one.endpoint, one);
    return push;
  }

  /** By which browsers subscribe; null where nothing is pushed. */
  get publicKey(): string | null {
    return this.options.contact === null ? null : this.options.keys.publicKey;
  }

  async subscribe(sender: Sender, sent: unknown): Promise<Subscribed> {
    const parsed = SUBSCRIPTION.safeParse(sent);
    if (!parsed.success) {
      const { path, message } = parsed.error.issues[0]!;
      return { kind: "invalid", why: `${path.join(".") || "subscription"}: ${message}` };
    }
    const checked = checkEndpoint(parsed.data.endpoint, this.options.target);
    if ("why" in checked) return { kind: "invalid", why: checked.why };
    const subscription = { ...parsed.data, endpoint: checked.url.href, person: sender.person.id };
    const known = this.#byEndpoint.get(subscription.endpoint);
    if (JSON.stringify(known) === JSON.stringify(subscription)) return { kind: "done" };
    await this.options.ledger.push.put(subscription, this.#audit(sender, "push on", checked.url));
    this.#byEndpoint.delete(subscription.endpoint);
    this.#byEndpoint.set(subscription.endpoint, subscription);
    for (const old of this.#of(sender.person.id).slice(0, -MOST_OF_ONE)) {
      await this.#drop(sender, old, "push off");
    }
    return { kind: "done" };
  }

  /** Only one's own. */
  async unsubscribe(sender: Sender, endpoint: unknown): Promise<boolean> {
    const known = this.#byEndpoint.get(String(endpoint));
    if (known?.person !== sender.person.id) return false;
    await this.#drop(sender, known, "push off");
    return true;
  }

  /** Looks for cases that somebody came into. Nobody waits for a push service. */
  notice(events: readonly CityEvent[]): void {
    if (this.options.contact === null || this.#byEndpoint.size === 0) return;
    for (const event of events) {
      if (event.kind !== "case" || !SENDING.has(event.event.kind)) continue;
      const workers = addressed(event.event, event.case);
      if (workers.length === 0) continue;
      const people = this.options.people.all.filter((person) =>
        // Whoever did it by the own phone knows it.
        person.id !== event.event.by && person.post !== undefined && workers.includes(person.post.id) &&
        may(person, ACTION, { workers: [person.post.id] }).ok
      );
      for (const person of people) {
        for (const subscription of this.#of(person.id)) void this.#tell(subscription, event.case);
      }
    }
  }

  async #tell(subscription: PushSubscription, c: CaseSummary): Promise<void> {
    const { endpoint } = subscription;
    try {
      const status = await this.#send(subscription, this.#words(subscription.lang, c));
      if (status === 404 || status === 410) {
        const gone = { person: { id: "push" }, origin: "push", session: null } as unknown as Sender;
        await this.#drop(gone, subscription, "push gone");
      } else if (status >= 400) {
        throw new Error(`The push service of ${new URL(endpoint).host} answered ${status}`);
      }
    } catch (error) {
      this.options.report("push", error);
    }
  }

  /** Enough to go, and nothing of who reported: the screen of a phone is seen by whoever stands beside it. */
  #words(lang: "zh" | "en", { id, category, address }: CaseSummary): Pushed {
    const name = this.options.categoryName(category, lang);
    const title = lang === "zh" ? `新案卷 ${id}` : `New case ${id}`;
    return {
      title,
      lang,
      case: id,
      body: [name, halfOf(address ?? "", lang)].filter((part) => part !== "").join(" · "),
    };
  }

  async #send({ endpoint, keys }: PushSubscription, pushed: Pushed): Promise<number> {
    // Kept by an earlier start, perhaps under other rules.
    const checked = checkEndpoint(endpoint, this.options.target);
    if ("why" in checked) throw new Error(checked.why);
    // Where nobody subscribes, none of its packages is loaded.
    const { default: webPush } = await import("web-push");
    const { headers, body } = webPush.generateRequestDetails({ endpoint, keys }, JSON.stringify(pushed), {
      vapidDetails: { subject: this.options.contact!, ...this.options.keys },
      TTL: KEPT_BY_SERVICE_S,
      urgency: "high",
    });
    return await deliver(checked.url, { headers, body }, this.options.target);
  }

  #of(person: string): PushSubscription[] {
    return [...this.#byEndpoint.values()].filter((one) => one.person === person);
  }

  async #drop(sender: Sender, { endpoint }: PushSubscription, did: string): Promise<void> {
    this.#byEndpoint.delete(endpoint);
    await this.options.ledger.push.drop(endpoint, this.#audit(sender, did, new URL(endpoint)));
  }

  /** The record names the service; the whole address is what lets one send there. */
  #audit({ person, origin }: Sender, did: string, { host }: URL) {
    return {
      ...{ at: this.options.now(), who: person.id, origin, action: ACTION, object: `person ${person.id}` },
      detail: { did, service: host },
    };
  }
}

/** Workers who have come into a case by an event. */
function addressed(
  event: { readonly kind: string } & Readonly<Record<string, unknown>>,
  c: CaseSummary,
): string[] {
  const named = [event["worker"], ...Array.isArray(event["helpers"]) ? event["helpers"] : []];
  const crew = c.crew.map(({ worker }) => worker);
  return named.filter((one): one is string =>
    typeof one === "string" && (crew.includes(one) || event.kind === "request_pre_verify")
  );
}

/** The half of a name given in both languages that this reader reads. */
function halfOf(text: string, lang: "zh" | "en"): string {
  const halves = text.split(" · ");
  const chinese = halves.filter((half) => /\p{Script=Han}/u.test(half));
  const other = halves.filter((half) => !/\p{Script=Han}/u.test(half));
  if (chinese.length === 0 || other.length === 0) return text;
  return (lang === "zh" ? chinese : other).join(" · ");
}

/** Those of the environment, or made up once and left beside the data. Other keys, and every browser has to subscribe anew. */
export function vapidKeys(file: string, given: VapidKeys | null): VapidKeys {
  if (given) return given;
  if (existsSync(file)) {
    const [publicKey = "", privateKey = ""] = readFileSync(file, "utf8").trim().split("\n");
    return { publicKey, privateKey };
  }
  const pair = createECDH("prime256v1");
  // One that begins with a zero is written shorter, and refused by who reads it.
  do pair.generateKeys(); while (pair.getPrivateKey().length !== 32);
  const keys = {
    publicKey: pair.getPublicKey().toString("base64url"),
    privateKey: pair.getPrivateKey().toString("base64url"),
  };
  writeFileSync(file, `${keys.publicKey}\n${keys.privateKey}\n`, { mode: 0o600 });
  return keys;
}
