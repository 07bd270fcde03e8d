/** Sends what waits, one after the other, until nothing does or the network is gone. For the page and its service worker. */
import { type Answer, photoVerdictOf, type Verdict, verdictOf } from "./outcome.ts";
import { type Entry, expire, nextOf, type Outcome, type Queue, settle } from "./queue.ts";

export interface KeptPhoto {
  readonly blob: Blob;
  /** Where and when it was taken, as the phone knows; the photo itself may not say. */
  readonly taken: number;
  readonly place: { readonly lat: number; readonly lon: number } | null;
}

export interface SendPorts {
  /** Reads, changes and writes the queue in one step, whoever else does. */
  readonly update: (how: (queue: Queue) => Queue) => Promise<Queue>;
  readonly photo: (id: string) => Promise<KeptPhoto | null>;
  readonly dropPhotos: (ids: readonly string[]) => Promise<void>;
  readonly request: (path: string, init: RequestInit) => Promise<Answer>;
  readonly now: () => number;
}

/** `idle`: nothing is left that could be sent. `offline`: the rest waits. `signed-out`: it waits for whoever did it. */
export type Drained = "idle" | "offline" | "signed-out";

/** Call it under a lock: two senders at once would do nothing twice, but might change the order. */
export async function drain(person: string, ports: SendPorts): Promise<Drained> {
  for (;;) {
    const queue = await ports.update((queue) => expire(queue, ports.now()));
    const entry = nextOf(queue, person);
    if (!entry) return "idle";
    const verdict = await attempt(entry, ports);
    if (verdict.kind === "signed-out") return "signed-out";
    await ports.update((queue) => settle(queue, entry.key, verdict));
    if (verdict.kind === "done") await ports.dropPhotos(entry.photos.map(({ id }) => id));
    if (verdict.kind === "again") return "offline";
  }
}

/** Photos go first: what names them is refused until they are there. */
async function attempt(entry: Entry, ports: SendPorts): Promise<Verdict> {
  const waiting = entry.photos.find(({ hash }) => hash === null);
  if (!waiting) return verdictOf(entry.deed, await ports.request(...requestOf(entry)));
  const kept = await ports.photo(waiting.id);
  if (!kept) return { kind: "failed", failure: { kind: "error", why: "photo" } } satisfies Outcome;
  return photoVerdictOf(waiting.id, await ports.request("/api/evidence", photoRequest(kept)));
}

function photoRequest({ blob, taken, place }: KeptPhoto): RequestInit {
  const headers: Record<string, string> = {
    "content-type": blob.type.startsWith("image/") ? blob.type : "application/octet-stream",
    "x-photo-taken": String(taken),
  };
  if (place) headers["x-photo-place"] = `${place.lat},${place.lon}`;
  return { method: "POST", headers, body: blob };
}

function requestOf(entry: Entry): [path: string, init: RequestInit] {
  const { key, deed, at } = entry;
  const evidence = entry.photos.map(({ hash, kind }) => ({ hash, kind }));
  const shown = evidence.length > 0 ? { evidence } : {};
  switch (deed.kind) {
    case "command": {
      const { version, command } = deed;
      return post(`/api/cases/${encodeURIComponent(deed.case)}/commands`, {
        ...{ key, version, command: { ...command, ...shown } },
      });
    }
    case "report":
      return post("/api/cases", { key, report: { ...deed.report, ...shown } });
    case "shift":
      return post("/api/shifts/own", { do: deed.do });
    case "sos":
      return post("/api/sos", { key, at, ...deed.where });
  }
}

function post(path: string, body: object): [path: string, init: RequestInit] {
  return [path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  }];
}
