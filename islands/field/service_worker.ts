/**
 * The phone's service worker: opens the page without network, sends what waits when the network is back, and shows that a
 * case has come while the page is closed. It keeps files of the page only, and no answer of the API.
 */
import { caseUrl, type Pushed, pushedOf } from "./pushed.ts";
import { drainNow, SYNC_TAG } from "./draining.ts";
import { read } from "./store.ts";

/** Written before this script by the server. */
interface Kept {
  readonly version: string;
  readonly files: readonly string[];
}

interface Extendable extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface FetchEvent extends Extendable {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}
interface Client {
  readonly url: string;
  readonly visibilityState: string;
  focus(): Promise<unknown>;
  postMessage(message: unknown): void;
}

const scope = self as unknown as {
  readonly hexwallField: Kept;
  readonly location: Location;
  readonly clients: {
    claim(): Promise<void>;
    matchAll(options: { type: "window"; includeUncontrolled: boolean }): Promise<readonly Client[]>;
    openWindow(url: string): Promise<unknown>;
  };
  readonly registration: { showNotification(title: string, options: object): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener<E extends Event>(name: string, act: (event: E) => void): void;
};

const PREFIX = "hexwall-field-";
const CACHE = PREFIX + scope.hexwallField.version;
/** On a line this bad, the page opens with what it knows. */
const PATIENCE_MS = 3_000;

scope.addEventListener<Extendable>("install", (event) => {
  event.waitUntil((async () => {
    const cache = await caches.open(CACHE);
    await cache.addAll([...scope.hexwallField.files]);
    await scope.skipWaiting();
  })());
});

scope.addEventListener<Extendable>("activate", (event) => {
  event.waitUntil((async () => {
    const old = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);
    await Promise.all(old.map((name) => caches.delete(name)));
    await scope.clients.claim();
  })());
});

scope.addEventListener<FetchEvent>("fetch", (event) => {
  const { request } = event;
  const { origin, pathname, search, searchParams } = new URL(request.url);
  if (request.method !== "GET" || origin !== scope.location.origin) return;
  if (request.mode === "navigate" && pathname === "/field") {
    return event.respondWith(page(request, searchParams.get("lang") === "en"));
  }
  if (scope.hexwallField.files.includes(pathname + search)) event.respondWith(kept(request));
});

/** As the server has it; the kept one where no answer comes. */
async function page(request: Request, english: boolean): Promise<Response> {
  const shell = async () => await caches.match(`/field/shell${english ? "?lang=en" : ""}`);
  const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), PATIENCE_MS));
  const answer = fetch(request).catch(() => null);
  const first = await Promise.race([answer, late]);
  // A proxy whose server is away answers too.
  if (first && first.status < 500) return first;
  return await shell() ?? await answer ?? Response.error();
}

async function kept(request: Request): Promise<Response> {
  return await caches.match(request) ?? await fetch(request);
}

scope.addEventListener<Extendable & { readonly tag: string }>("sync", (event) => {
  if (event.tag === SYNC_TAG) event.waitUntil(sendWaiting());
});

/** Rejects while something waits, so that the browser tries again later. */
async function sendWaiting(): Promise<void> {
  const known = await read("known");
  if (!known) return;
  const drained = await drainNow(known.answer.person.id);
  for (const client of await windows()) client.postMessage({ kind: "sent" });
  if (drained === "offline") throw new Error("No network yet");
}

scope.addEventListener<Extendable & { readonly data: { text(): string } | null }>("push", (event) => {
  const pushed = pushedOf(event.data?.text() ?? "");
  if (pushed) event.waitUntil(tell(pushed));
});

async function tell(pushed: Pushed): Promise<void> {
  const open = await windows();
  for (const client of open) client.postMessage({ kind: "case", case: pushed.case });
  // Whoever looks at the page sees the case there.
  if (open.some(({ visibilityState }) => visibilityState === "visible")) return;
  const { title, body, lang } = pushed;
  await scope.registration.showNotification(title, {
    ...{ body, lang, tag: pushed.case, renotify: true, requireInteraction: true },
    ...{ icon: "/icons/field-192.png", badge: "/icons/field-192.png", vibrate: [200, 100, 200] },
    data: pushed,
  });
}

interface NotificationClick extends Extendable {
  readonly notification: { readonly data: unknown; close(): void };
}

scope.addEventListener<NotificationClick>("notificationclick", (event) => {
  event.notification.close();
  const pushed = event.notification.data as Pushed;
  event.waitUntil((async () => {
    const [open] = await windows();
    if (!open) return await scope.clients.openWindow(caseUrl(pushed));
    open.postMessage({ kind: "open", case: pushed.case });
    await open.focus();
  })());
});

async function windows(): Promise<readonly Client[]> {
  const all = await scope.clients.matchAll({ type: "window", includeUncontrolled: true });
  return all.filter(({ url }) => new URL(url).pathname === "/field");
}
