/** The queue of a phone against a server that keeps its word: with answers lost, doubled and late, and the page closed anywhere. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MOVES } from "../../../dispatch/case_moves.ts";
import type { FieldCase } from "../../../dispatch/field.ts";
import { ahead } from "../../../islands/field/ahead.ts";
import { UNDOABLE } from "../../../islands/field/fields.ts";
import type { Answer } from "../../../islands/field/outcome.ts";
import {
  add,
  discard,
  type Entry,
  expire,
  isHeld,
  type JustDone,
  justDoneAfter,
  nextOf,
  type Queue,
  renew,
  settle,
  stillJustDone,
  versionAfter,
} from "../../../islands/field/queue.ts";
import { drain, type SendPorts } from "../../../islands/field/send.ts";

const ME = "p1", CASES = ["a", "b", "c"] as const;

type Draft = Omit<Entry, "failed" | "tries">;

function draft(key: string, deed: Entry["deed"], more: Partial<Draft> = {}): Draft {
  return { key, person: ME, at: 0, deed, photos: [], expires: null, ...more };
}

const command = (key: string, id: string, version: number, kind: "note" | "handle" = "note") =>
  draft(key, { kind: "command", case: id, version, command: { kind } });

/** What the desk promises: a key is done once and answered alike for ever; a version that is past is refused. */
class Server {
  readonly versions = new Map<string, number>(CASES.map((id) => [id, 1]));
  readonly done: string[] = [];
  readonly #answers = new Map<string, Answer>();
  readonly photos: string[] = [];

  handle(path: string, init: RequestInit): Answer {
    if (path === "/api/evidence") {
      this.photos.push(path);
      return { status: 201, body: { hash: "f".repeat(64) } };
    }
    const { key, version, report } = JSON.parse(String(init.body)) as Record<string, unknown>;
    const known = this.#answers.get(String(key));
    if (known) return known;
    const id = /cases\/([^/]+)\/commands/.exec(path)?.[1];
    if (id === undefined) {
      return this.#do(String(key), { status: report ? 201 : 200, body: { kind: "done" } });
    }
    const now = this.versions.get(id)!;
    // As the desk, it keeps no answer for who was overtaken.
    if (version !== now) return { status: 409, body: { kind: "stale", case: { version: now }, events: [] } };
    this.versions.set(id, now + 1);
    return this.#do(String(key), { status: 200, body: { kind: "done" } });
  }

  #do(key: string, answer: Answer): Answer {
    this.done.push(key);
    this.#answers.set(key, answer);
    return answer;
  }
}

/** What happens to one request. */
type Luck =
  | "fine"
  | "lost on the way"
  | "answer lost"
  | "busy"
  | "sent twice"
  | "closed before"
  | "closed after";
class Closed extends Error {}

/** A phone whose memory is what lies in its store, as JSON. */
class Phone {
  #stored = "[]";
  constructor(private readonly server: Server, private readonly luck: () => Luck) {}

  get queue(): Queue {
    return JSON.parse(this.#stored);
  }

  act(how: (queue: Queue) => Queue): void {
    this.#stored = JSON.stringify(how(this.queue));
  }

  async drain(): Promise<void> {
    const ports: SendPorts = {
      update: (how) => {
        this.act(how);
        return Promise.resolve(this.queue);
      },
      photo: () => Promise.resolve({ blob: new Blob(["x"]), taken: 0, place: null }),
      dropPhotos: () => Promise.resolve(),
      request: (path, init) => this.#request(path, init),
      now: () => 0,
    };
    await drain(ME, ports).catch((error) => {
      if (!(error instanceof Closed)) throw error;
    });
  }

  #request(path: string, init: RequestInit): Promise<Answer> {
    const none = Promise.resolve({ status: 0, body: null });
    switch (this.luck()) {
      case "lost on the way":
        return none;
      case "busy":
        return Promise.resolve({ status: 503, body: {} });
      case "closed before":
        return Promise.reject(new Closed());
      case "answer lost":
        this.server.handle(path, init);
        return none;
      case "closed after":
        this.server.handle(path, init);
        return Promise.reject(new Closed());
      case "sent twice":
        this.server.handle(path, init);
        return Promise.resolve(this.server.handle(path, init));
      case "fine":
        return Promise.resolve(this.server.handle(path, init));
    }
  }
}

const lucks = fc.array(
  fc.constantFrom<Luck>(
    "fine",
    "lost on the way",
    "answer lost",
    "busy",
    "sent twice",
    "closed before",
    "closed after",
  ),
  { maxLength: 40 },
);
const acts = fc.array(
  fc.record({
    about: fc.constantFrom(...CASES, "report"),
    photo: fc.boolean(),
    /** Whether the phone has network after this. */
    online: fc.boolean(),
  }),
  { minLength: 1, maxLength: 15 },
);

describe("the queue", () => {
  it("does everything exactly once and in order, whatever gets lost, comes twice or is closed on the way", async () => {
    await fc.assert(fc.asyncProperty(acts, lucks, async (todo, fate) => {
      const server = new Server();
      const lots = [...fate];
      const phone = new Phone(server, () => lots.shift() ?? "fine");
      const wanted: string[] = [];
      for (const [i, { about, photo, online }] of todo.entries()) {
        const key = `k${i}`;
        wanted.push(key);
        const photos = photo ? [{ id: key, kind: "after" as const, hash: null }] : [];
        phone.act((queue) =>
          add(
            queue,
            about === "report"
              ? draft(key, { kind: "report", report: {} }, { photos })
              // As the page does: on the case as it will be.
              : { ...command(key, about, versionAfter(queue, about, server.versions.get(about)!)), photos },
          )
        );
        if (online) await phone.drain();
      }
      for (let turn = 0; phone.queue.length > 0 && turn < 100; turn++) await phone.drain();
      expect(phone.queue).toEqual([]);
      expect(server.done).toEqual(wanted);
    }));
  });

  it("holds back what follows on a case that somebody else changed, and sends the rest", async () => {
    await fc.assert(fc.asyncProperty(acts, fc.constantFrom(...CASES), lucks, async (todo, changed, fate) => {
      const server = new Server();
      const lots = [...fate];
      const phone = new Phone(server, () => lots.shift() ?? "fine");
      const keys = { changed: [] as string[], others: [] as string[] };
      for (const [i, { about }] of todo.entries()) {
        const id = about === "report" ? "b" : about;
        keys[id === changed ? "changed" : "others"].push(`k${i}`);
        phone.act((queue) => add(queue, command(`k${i}`, id, versionAfter(queue, id, 1))));
      }
      server.versions.set(changed, 9);
      for (let turn = 0; turn < 60; turn++) await phone.drain();
      expect(server.done).toEqual(keys.others);
      expect(phone.queue.map(({ key }) => key)).toEqual(keys.changed);
      expect(phone.queue.map(({ failed }) => failed?.kind ?? null)).toEqual(
        keys.changed.map((_, i) => i === 0 ? "stale" : null),
      );
      // A person has looked and means it still: under a new key, on the case as it is.
      phone.act((queue) => renew(queue, keys.changed[0] ?? "", { newKey: "again", version: 9 }));
      for (let turn = 0; turn < 60; turn++) await phone.drain();
      expect(phone.queue).toEqual([]);
      expect(server.done).toEqual([...keys.others, ...keys.changed.map((key, i) => i === 0 ? "again" : key)]);
    }));
  });

  it("calls for help before everything that waits, also behind something that could not be done", () => {
    let queue = add(add([], command("1", "a", 1)), command("2", "a", 2));
    queue = settle(queue, "1", { kind: "failed", failure: { kind: "refused", refusal: "stage" } });
    queue = add(queue, draft("3", { kind: "shift", do: "end" }));
    queue = add(queue, draft("help", { kind: "sos", where: {} }));
    expect(nextOf(queue, ME)?.key).toBe("help");
    queue = settle(queue, "help", { kind: "done" });
    expect([nextOf(queue, ME)?.key, isHeld(queue, queue[1]!)]).toEqual(["3", true]);
  });

  it("sends nothing of another account, and keeps it", () => {
    const queue = add([], { ...command("1", "a", 1), person: "p2" });
    expect([nextOf(queue, ME), nextOf(queue, "p2")?.key]).toEqual([null, "1"]);
  });

  it("takes with an entry what was to follow on its case, and nothing else", () => {
    const queue = [command("1", "a", 1), command("2", "b", 1), command("3", "a", 2), command("4", "b", 2)]
      .reduce<Queue>(add, []);
    expect(discard(queue, "1").map(({ key }) => key)).toEqual(["2", "4"]);
    expect(discard(queue, "4").map(({ key }) => key)).toEqual(["1", "2", "3"]);
    expect(discard(queue, "none")).toBe(queue);
  });

  it("does not end the next shift with what was to end the last one", () => {
    const queue = add([], draft("1", { kind: "shift", do: "end" }, { expires: 100 }));
    expect(expire(queue, 100)).toBe(queue);
    const over = expire(queue, 101);
    expect([nextOf(over, ME), over[0]!.failed]).toEqual([null, { kind: "expired" }]);
  });
});

describe("undo", () => {
  it("is offered of what the server takes back, and of nothing else", () => {
    for (const kind of UNDOABLE) expect(MOVES[kind].undoable, kind).toBe(true);
    for (const kind of ["refuse", "hand_back", "pre_verify", "note"] as const) {
      expect([kind, UNDOABLE.has(kind)]).toEqual([kind, MOVES[kind].undoable ?? false]);
    }
  });

  it("shows the case as it was, however much of it waits", () => {
    const crew = [{ worker: "w1", part: "lead", state: "assigned" }];
    const shown = { case: { id: "a", version: 3, stage: "dispatched", crew }, lead: true, next: null };
    const known = { ...shown, commands: ["accept", "refuse"] } as unknown as FieldCase;
    const given = (...kinds: ("accept" | "set_out" | "undo")[]) =>
      kinds.reduce<Queue>(
        (queue, kind, i) =>
          add(queue, draft(`k${i}`, { kind: "command", case: "a", version: 3 + i, command: { kind } })),
        [],
      );
    const after = (queue: Queue) => {
      const [one] = ahead([known], queue, "w1");
      return [one!.case.stage, one!.case.crew[0]!.state, ...one!.commands];
    };
    const before = after([]);
    expect(after(given("accept", "set_out"))).toEqual(["accepted", "en_route", "arrive", "hand_back"]);
    expect(after(given("accept", "set_out", "undo"))).toEqual(after(given("accept")));
    expect(after(given("accept", "undo"))).toEqual(before);
    // The step itself is done, and its taking back waits: nothing is offered on a guess.
    expect(after(given("undo"))).toEqual(before);
  });
});

describe("the last step", () => {
  const step = { ...command("k1", "a", 3, "handle"), at: 1_000 };
  const done: JustDone = { key: "k1", person: ME, case: "a", kind: "handle", version: 4, until: 11_000 };

  it("can be taken back, also after something that is no step on a case, and not after another command", () => {
    expect(justDoneAfter(step, null)).toEqual(done);
    expect(justDoneAfter(draft("k2", { kind: "shift", do: "end" }), done)).toEqual(done);
    expect(justDoneAfter(command("k3", "a", 4, "note"), done)).toBeNull();
  });

  it("can be taken back by a page opened anew within ten seconds, and by nobody else", () => {
    expect(stillJustDone(done, ME, 10_999)).toEqual(done);
    expect(stillJustDone(done, ME, 11_000)).toBeNull();
    expect(stillJustDone(done, "p2", 2_000)).toBeNull();
    expect(stillJustDone(done, ME, 500), "the clock was put back").toBeNull();
    expect([stillJustDone(undefined, ME, 0), stillJustDone(null, undefined, 0)]).toEqual([null, null]);
  });
});
