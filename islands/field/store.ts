/** What the phone keeps: the queue, photos that wait, fixes that wait, and the last known cases. IndexedDB, in page and worker. */
import type { FieldAnswer } from "./answer.ts";
import type { JustDone, Queue } from "./queue.ts";
import type { KeptPhoto } from "./send.ts";

/** Where the worker was, as `POST /api/field/fixes` takes it. */
export interface Fix {
  readonly time: number;
  readonly lat: number;
  readonly lon: number;
  readonly accuracy: number;
  readonly speed?: number;
  readonly heading?: number;
}

/** The last answer of `GET /api/field`, and when it came by the phone's clock. */
export interface Known {
  readonly answer: FieldAnswer;
  readonly at: number;
}

/** Fixes of one account; of a day without network only the last ones are kept. */
export interface Waiting {
  readonly person: string;
  readonly fixes: readonly Fix[];
}

interface Values {
  queue: Queue;
  /** Kept with the queue: a page that is opened again within its time takes back what an earlier one did. */
  justDone: JustDone | null;
  known: Known;
  fixes: Waiting;
  /** Of `GET /api/city`: what categories are called. */
  city: unknown;
}

const NAME = "hexwall-field", VERSION = 1;
const VALUES = "values", PHOTOS = "photos";

let opening: Promise<IDBDatabase> | null = null;

function open(): Promise<IDBDatabase> {
  return opening ??= new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(NAME, VERSION);
    request.onupgradeneeded = () => {
      request.result.createObjectStore(VALUES);
      request.result.createObjectStore(PHOTOS);
    };
    request.onsuccess = () => {
      // Another tab of a newer version wants to change it, or the browser has cleared it.
      request.result.onversionchange = request.result.onclose = () => {
        request.result.close();
        opening = null;
      };
      resolve(request.result);
    };
    request.onerror = () => {
      opening = null;
      reject(request.error);
    };
  });
}

/** Resolves when it is on the phone's disk. */
async function transact<T>(
  store: string,
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore, give: (value: T) => void) => void,
): Promise<T> {
  const db = await open();
  return await new Promise<T>((resolve, reject) => {
    // A phone that is put away may lose its battery with what is only in memory.
    const transaction = db.transaction(store, mode, { durability: "strict" });
    let given: T;
    transaction.oncomplete = () => resolve(given);
    transaction.onerror = transaction.onabort = () => reject(transaction.error);
    work(transaction.objectStore(store), (value) => given = value);
  });
}

export function read<K extends keyof Values>(name: K): Promise<Values[K] | undefined> {
  return transact(VALUES, "readonly", (store, give) => {
    const request = store.get(name);
    request.onsuccess = () => give(request.result);
  });
}

export function write<K extends keyof Values>(name: K, value: Values[K]): Promise<void> {
  return transact(VALUES, "readwrite", (store) => void store.put(value, name));
}

/** Reads, changes and writes in one transaction; returns what is there then. */
export function update<K extends keyof Values>(
  name: K,
  how: (value: Values[K] | undefined) => Values[K],
): Promise<Values[K]> {
  return transact(VALUES, "readwrite", (store, give) => {
    const request = store.get(name);
    request.onsuccess = () => {
      const after = how(request.result);
      give(after);
      if (after !== request.result) store.put(after, name);
    };
  });
}

export function updateQueue(how: (queue: Queue) => Queue): Promise<Queue> {
  return update("queue", (queue) => how(queue ?? []));
}

/** Changes the queue, and keeps what can be taken back, in one transaction. */
export function keepDeed(how: (queue: Queue) => Queue, justDone: JustDone | null): Promise<Queue> {
  return transact(VALUES, "readwrite", (store, give) => {
    const request = store.get("queue");
    request.onsuccess = () => {
      const after = how(request.result ?? []);
      give(after);
      store.put(after, "queue");
      store.put(justDone, "justDone");
    };
  });
}

export function putPhoto(id: string, photo: KeptPhoto): Promise<void> {
  return transact(PHOTOS, "readwrite", (store) => void store.put(photo, id));
}

export function photo(id: string): Promise<KeptPhoto | null> {
  return transact(PHOTOS, "readonly", (store, give) => {
    const request = store.get(id);
    request.onsuccess = () => give(request.result ?? null);
  });
}

export function dropPhotos(ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return Promise.resolve();
  return transact(PHOTOS, "readwrite", (store) => ids.forEach((id) => store.delete(id)));
}

/** Everything, for whoever signs out. */
export async function forgetAll(): Promise<void> {
  await transact(VALUES, "readwrite", (store) => void store.clear());
  await transact(PHOTOS, "readwrite", (store) => void store.clear());
}
