/** What the phone's page knows and does: the own cases, what waits to be sent, where the phone is, and whether there is network. */
import type { EvidenceKind } from "../../store/case.ts";
import type { CityDescription } from "../city.ts";
import { contains } from "../../geo/place.ts";
import { followCases } from "../cases/feed.ts";
import { randomKey } from "../wall/sending.ts";
import { ahead, type AheadCase } from "./ahead.ts";
import type { FieldAnswer } from "./answer.ts";
import { DemoPlace } from "./demo_place.ts";
import { drainNow, SYNC_TAG } from "./draining.ts";
import { request } from "./network.ts";
import { keptPhoto } from "./photo.ts";
import { isNews, type Located, Sender, watchPosition } from "./position.ts";
import { turnOff } from "./push.ts";
import {
  add,
  type Deed,
  discard,
  type JustDone,
  justDoneAfter,
  type Queue,
  renew,
  stillJustDone,
} from "./queue.ts";
import * as store from "./store.ts";

export interface FieldState {
  /** False until the phone's own memory was read. */
  readonly ready: boolean;
  /** The last answer of the server, however old. */
  readonly known: store.Known | null;
  /** How far the server's clock is ahead of the phone's, ms. */
  readonly offset: number;
  readonly cases: readonly AheadCase[];
  readonly queue: Queue;
  readonly sending: boolean;
  /** Since when no answer came, by the phone's clock; null while there is network. */
  readonly lostSince: number | null;
  readonly signedOut: boolean;
  readonly located: Located;
  /** The place that ways begin at: the phone's, or that of another app where the phone has none in the city. */
  readonly fix: store.Fix | null;
  /** Whether the position goes to the server. */
  readonly sharing: boolean;
  /** In a city that knows no shifts, the worker says so by hand. */
  readonly wantsSharing: boolean;
  readonly city: CityDescription | null;
  /** Cases that came while the page was open and were not looked at yet. */
  readonly fresh: ReadonlySet<string>;
  /** When the last call for help was confirmed, until the server tells of it itself. */
  readonly sosAt: number | null;
  /** The last step, while it can be taken back. */
  readonly justDone: JustDone | null;
  /** The phone's disk took the last deed not: it is full, or the browser keeps nothing. */
  readonly notKept: boolean;
}

export interface Shot {
  readonly file: File;
  readonly kind: EvidenceKind;
}

const REFRESH_MS = 15_000, RETRY_MS = 5_000, SETTLE_MS = 100;
/** Of what another app sent. */
const UNKNOWN_ACCURACY_M = 30;
const HALF_HOUR_MS = 30 * 60_000;

const START: FieldState = {
  ...{ ready: false, known: null, offset: 0, cases: [], queue: [], sending: false, lostSince: null },
  ...{ signedOut: false, located: { kind: "waiting" }, fix: null, sharing: false, wantsSharing: false },
  ...{ city: null, fresh: new Set<string>(), sosAt: null, justDone: null, notKept: false },
};

export class FieldModel {
  state: FieldState = START;
  readonly #listeners = new Set<() => void>();
  readonly #undo: (() => void)[] = [];
  #sender: Sender | null = null;
  #reading = false;
  #readAgain = false;
  #settling: ReturnType<typeof setTimeout> | undefined;
  #shown: store.Fix | null = null;
  readonly #demo = new DemoPlace();
  /** The demo's own simulation walks this worker about: the phone leaves it to that. */
  #simulated: boolean | null = null;

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Returns at once; the phone's memory and the server's answers come when they come. */
  start(): void {
    // What waits here is nowhere else: the browser shall not make room with it.
    void navigator.storage?.persist?.();
    void this.#restore().then(() => this.refresh());
    const wake = () => document.visibilityState === "visible" && void this.refresh();
    const back = () => void this.refresh();
    const told = ({ data }: MessageEvent) => {
      if (data?.kind === "case" || data?.kind === "sent") void this.refresh();
    };
    addEventListener("online", back);
    document.addEventListener("visibilitychange", wake);
    navigator.serviceWorker?.addEventListener("message", told);
    const timer = setInterval(() => void this.refresh(), REFRESH_MS);
    const retry = setInterval(() => {
      if (this.state.lostSince !== null || this.state.queue.some(({ failed }) => !failed)) {
        void this.refresh();
      }
    }, RETRY_MS);
    this.#undo.push(
      () => removeEventListener("online", back),
      () => document.removeEventListener("visibilitychange", wake),
      () => navigator.serviceWorker?.removeEventListener("message", told),
      () => [timer, retry].forEach(clearInterval),
      followCases({
        changed: () => this.#settle(),
        called: ({ subject }) => subject.worker === this.state.known?.answer.worker && this.#settle(),
        lost: () => {},
      }),
      watchPosition((located) => this.#located(located)),
    );
  }

  stop(): void {
    for (const undo of this.#undo.splice(0)) undo();
    clearTimeout(this.#settling);
    this.#sender?.stop();
  }

  /** Notes what the worker did, on the phone's disk, and sends it as soon as that can be. */
  async act(deed: Deed, shots: readonly Shot[] = []): Promise<void> {
    const { known, fix } = this.state;
    if (!known) return;
    const at = Date.now();
    const entry = {
      key: randomKey(),
      person: known.answer.person.id,
      at,
      deed,
      expires: this.#expiry(deed, at),
    };
    try {
      const photos = await Promise.all(shots.map(async ({ file, kind }) => {
        const id = randomKey();
        await store.putPhoto(id, await keptPhoto(file, fix, at));
        return { id, kind, hash: null };
      }));
      const justDone = justDoneAfter(entry, this.state.justDone);
      const queue = await store.keepDeed((queue) => add(queue, { ...entry, photos }), justDone);
      this.#set({ queue, notKept: false, justDone });
    } catch {
      return this.#set({ notKept: true });
    }
    await askForSync();
    await this.send();
  }

  /** Takes the last step back: a command of its own, behind the other where that is not sent yet. */
  async undo(): Promise<void> {
    const { justDone } = this.state;
    if (!justDone) return;
    const { case: id, version } = justDone;
    await this.act({ kind: "command", case: id, version, command: { kind: "undo" } });
  }

  async discard(key: string): Promise<void> {
    const before = this.state.queue;
    const queue = await store.updateQueue((queue) => discard(queue, key));
    const gone = before.filter((one) => !queue.some((kept) => kept.key === one.key));
    await store.dropPhotos(gone.flatMap(({ photos }) => photos.map(({ id }) => id)));
    this.#set({ queue });
    await this.refresh();
  }

  /** A person has seen what happened meanwhile, and means it still. */
  async renew(key: string): Promise<void> {
    await this.refresh();
    const entry = this.state.queue.find((one) => one.key === key);
    const id = entry?.deed.kind === "command" ? entry.deed.case : null;
    const now = this.state.known?.answer.cases.find((one) => one.case.id === id);
    if (!now) return;
    const newKey = randomKey();
    const queue = await store.updateQueue((queue) =>
      renew(queue, key, { newKey, version: now.case.version })
    );
    this.#set({ queue });
    await this.send();
  }

  looked(id: string): void {
    if (!this.state.fresh.has(id)) return;
    this.#set({ fresh: new Set([...this.state.fresh].filter((one) => one !== id)) });
  }

  share(wantsSharing: boolean): void {
    this.#set({ wantsSharing });
    if (this.#shown) void this.#pass(this.#shown);
  }

  /** Sends what waits, then reads what became of the cases. */
  async send(): Promise<void> {
    const { known } = this.state;
    if (this.state.sending) return;
    const waits = this.state.queue.some(({ failed, person }) =>
      !failed && person === known?.answer.person.id
    );
    if (known && waits) {
      const calls = this.state.queue.filter(({ deed }) => deed.kind === "sos").map(({ key }) => key);
      this.#set({ sending: true });
      const drained = await drainNow(known.answer.person.id).catch(() => "offline" as const);
      const queue = await store.updateQueue((queue) => queue);
      const called = calls.some((key) => !queue.some((entry) => entry.key === key));
      this.#set({ sending: false, queue, ...(called ? { sosAt: Date.now() } : {}) });
      if (drained === "offline") return this.#lost();
    }
    await this.#read();
  }

  refresh(): Promise<void> {
    return this.send();
  }

  async #restore(): Promise<void> {
    // A browser in private mode may refuse: then the page works as long as it is open and there is network.
    const [known, queue, justDone, city] = await Promise.all([
      store.read("known").catch(() => undefined),
      store.updateQueue((queue) => queue).catch(() => []),
      store.read("justDone").catch(() => undefined),
      store.read("city").catch(() => undefined),
    ]);
    // Opened without network, the phone notes where it goes all the same.
    if (known) this.#senderOf(known.answer.person.id);
    const person = known?.answer.person.id;
    this.#set({
      ...{ ready: true, known: known ?? null, queue, city: (city as CityDescription) ?? null },
      justDone: stillJustDone(justDone, person, Date.now()),
    });
  }

  #settle(): void {
    clearTimeout(this.#settling);
    this.#settling = setTimeout(() => void this.refresh(), SETTLE_MS);
  }

  async #read(): Promise<void> {
    if (this.#reading) {
      this.#readAgain = true;
      return;
    }
    this.#reading = true;
    try {
      do {
        this.#readAgain = false;
        await this.#readOnce();
      } while (this.#readAgain);
    } finally {
      this.#reading = false;
    }
  }

  async #readOnce(): Promise<void> {
    const { status, body } = await request("/api/field");
    if (status === 401 || status === 403) return this.#set({ signedOut: true, lostSince: null });
    if (status !== 200) return this.#lost();
    const at = Date.now(), answer = body as FieldAnswer;
    if (!this.state.city) await this.#readCity();
    const before = this.state.known;
    const same = before?.answer.person.id === answer.person.id;
    // A session that ran out signed nobody out: what the browser is still told is for whoever had the phone before.
    if (before && !same) void turnOff().catch(() => {});
    const came = same
      ? answer.cases.map((one) => one.case.id).filter((id) =>
        !before.answer.cases.some((c) => c.case.id === id)
      )
      : [];
    if (came.length > 0) navigator.vibrate?.([200, 100, 200]);
    const known = { answer, at };
    if (this.state.city?.demo) this.#simulated ??= answer.place !== null;
    // Only one account's: whoever had the phone before left nothing of theirs to see.
    await store.write("known", known).catch(() => {});
    this.#set({
      ...{ known, offset: answer.asOf - at, lostSince: null, signedOut: false },
      sosAt: null,
      ...(same ? {} : { justDone: null }),
      fresh: new Set([...(same ? this.state.fresh : []), ...came]),
    });
    const sender = this.#senderOf(answer.person.id);
    if (this.#shown) void this.#pass(this.#shown);
    void sender.send();
  }

  #senderOf(person: string): Sender {
    if (this.#sender?.person === person) return this.#sender;
    this.#sender?.stop();
    return this.#sender = new Sender(person);
  }

  async #readCity(): Promise<void> {
    const { status, body } = await request("/api/city");
    if (status !== 200) return;
    await store.write("city", body).catch(() => {});
    this.#set({ city: body as CityDescription });
  }

  #located(located: Located): void {
    if (located.kind !== "found") return this.#set({ located });
    // A phone says where it is every second; the page need not be drawn as often.
    if (!isNews(located.fix, this.#shown) && this.state.located.kind === "found") return;
    this.#shown = located.fix;
    this.#set({ located });
    void this.#pass(located.fix);
  }

  async #pass(fix: store.Fix): Promise<void> {
    const { sharing, city } = this.state;
    // A demo has to be known as one before anything is sent to it.
    if (sharing && city && !this.#simulated) await this.#sender?.take(this.#demo.inCity(fix, city));
  }

  /** What it means: after the shift it was to end, there is nothing to end; going on duty is for now. */
  #expiry(deed: Deed, at: number): number | null {
    if (deed.kind !== "shift") return null;
    if (deed.do === "start") return at + HALF_HOUR_MS;
    const until = this.state.known?.answer.duty?.until;
    return until ? until - this.state.offset : at + HALF_HOUR_MS;
  }

  #placeIn({ known, city }: FieldState): store.Fix | null {
    const own = this.#shown && this.#demo.inCity(this.#shown, city), place = known?.answer.place;
    if (this.#simulated && place) return { ...place, accuracy: UNKNOWN_ACCURACY_M };
    if (own && (!city || contains(city.bounds, own.lat, own.lon))) return own;
    return place ? { ...place, accuracy: UNKNOWN_ACCURACY_M } : null;
  }

  #lost(): void {
    if (this.state.lostSince === null) this.#set({ lostSince: Date.now() });
  }

  #set(part: Partial<FieldState>): void {
    const next = { ...this.state, ...part };
    const answer = next.known?.answer;
    const until = answer?.duty?.until ?? null;
    this.state = {
      ...next,
      fix: this.#placeIn(next),
      cases: answer ? ahead(answer.cases, next.queue, answer.worker) : [],
      // Without an answer the phone goes by what it knows: the shift ends when it was to end.
      sharing: !!answer && !next.signedOut &&
        (answer.duty ? until !== null && Date.now() + next.offset < until : next.wantsSharing),
    };
    for (const listener of this.#listeners) listener();
  }
}

/** Where the browser can, it sends by itself what waits, also after the page was closed. */
async function askForSync(): Promise<void> {
  const ready = await navigator.serviceWorker?.getRegistration("/field").catch(() => undefined);
  const sync = (ready as { sync?: { register(tag: string): Promise<void> } } | undefined)?.sync;
  await sync?.register(SYNC_TAG).catch(() => {});
}
