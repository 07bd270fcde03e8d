import { afterAll, beforeAll, expect, test } from "vitest";
import { type Running, startServer } from "../server.ts";
import { TestScreen } from "../screen.ts";

let server: Running;
beforeAll(async () => {
  server = await startServer({ env: { CITY: "tests/cities/tiny" } });
  const now = Date.now();
  const fixes = Array.from(
    { length: 30 },
    (_, i) => ({ worker: `w${i}`, time: now, lat: 36.2 + i * 1e-3, lon: 120.2 }),
  );
  await server.post("/api/fixes", fixes.map((row) => JSON.stringify(row)).join("\n"));
  const incidents = Array.from({ length: 20 }, (_, i) => ({
    id: `I-${i}`,
    source: "12345",
    category: "road",
    time: now,
    lat: 36.2,
    lon: 120.2,
    severity: 1,
    title: `t${i}`,
  }));
  await server.post("/api/incidents", incidents.map((row) => JSON.stringify(row)).join("\n"));
});
afterAll(async () => await server[Symbol.asyncDispose]());

const command = (incident: string, worker: string, by: string, key: string = crypto.randomUUID()) => ({
  key,
  source: "12345",
  incident,
  worker,
  by,
});

test("two screens assign the same incident at once: one wins, the other is told who, everybody sees it", async () => {
  const [left, right, third] = [
    new TestScreen(server.url),
    new TestScreen(server.url),
    new TestScreen(server.url),
  ];
  await Promise.all([left, right, third].map((screen) => screen.until(() => screen.hellos[0])));
  const answers = await Promise.all([
    left.assign(command("I-0", "w0", "王敏")),
    right.assign(command("I-0", "w1", "李强")),
  ]);
  expect(answers.map(({ kind }) => kind).sort()).toEqual(["assigned", "taken"]);
  const winner = answers.find((a) => a.kind === "assigned")!;
  const loser = answers.find((a) => a.kind === "taken")!;
  if (winner.kind !== "assigned" || loser.kind !== "taken") throw new Error("unreachable");
  expect(loser.assignment).toEqual(winner.assignment);
  for (const screen of [left, right, third]) {
    const seen = await screen.until(() =>
      screen.events.find((e) => e.kind === "case" && e.event.kind === "dispatch")
    );
    const { worker, by, at } = winner.assignment;
    expect(seen).toMatchObject({
      case: { id: winner.case, sent: { by, at }, crew: [{ worker }], reports: [{ incident: "I-0" }] },
    });
    screen.close();
  }
});

test("the same key gets the first answer again, over the socket and over HTTP; with another body it is refused", async () => {
  const screen = new TestScreen(server.url);
  await screen.until(() => screen.hellos[0]);
  const first = command("I-1", "w5", "王敏", "key-1");
  const answer = await screen.assign(first);
  expect(answer.kind).toBe("assigned");
  expect(await screen.assign(first)).toEqual(answer);
  const post = (body: unknown) =>
    server.post("/api/assignments", JSON.stringify(body), { "content-type": "application/json" });
  const again = await post(first);
  expect([again.status, await again.json()]).toEqual([200, answer]);
  const other = await post({ ...first, worker: "w6" });
  expect([other.status, await other.json()]).toEqual([422, { kind: "refused", reason: "key-reused" }]);
  screen.close();
});

test("commands that make no sense are refused by name", async () => {
  const post = async (body: unknown) => {
    const response = await server.post("/api/assignments", JSON.stringify(body), {
      "content-type": "application/json",
    });
    return [response.status, (await response.json()).reason];
  };
  expect(await post({})).toEqual([400, "bad-command"]);
  expect(await post(command("none", "w7", "王敏"))).toEqual([422, "unknown-incident"]);
  expect(await post(command("I-2", "nobody", "王敏"))).toEqual([422, "unknown-worker"]);
  const form = await server.post("/api/assignments", "key=1", {
    "content-type": "application/x-www-form-urlencoded",
  });
  expect(form.status).toBe(415);
});

test("hundreds of contested assignments have one winner each, and events are numbered without a gap", async () => {
  const screen = new TestScreen(server.url);
  const hello = await screen.until(() => screen.hellos[0]);
  const race = Array.from({ length: 10 }, (_, i) => i + 5).flatMap((incident) =>
    Array.from(
      { length: 12 },
      (_, dispatcher) => screen.assign(command(`I-${incident}`, `w${8 + incident}`, `d${dispatcher}`)),
    )
  );
  const answers = await Promise.all(race);
  expect(answers.filter(({ kind }) => kind === "assigned")).toHaveLength(10);
  await screen.until(() => screen.events.length >= 30);
  const numbers = screen.events.map(({ seq }) => seq);
  expect(numbers).toEqual(numbers.map((_, i) => hello.seq + 1 + i));
  screen.close();
});

test("a screen that was away resumes with exactly what it missed", async () => {
  const first = new TestScreen(server.url);
  const hello = await first.until(() => first.hellos[0]);
  first.close();
  const row = {
    id: "late",
    source: "s",
    category: "c",
    time: Date.now(),
    lat: 36.2,
    lon: 120.2,
    severity: 3,
    title: "t",
  };
  await server.post("/api/incidents", JSON.stringify(row));
  const back = new TestScreen(server.url, { epoch: hello.epoch, after: hello.seq });
  const { state, seq } = await back.until(() => back.hellos[0]);
  expect(state).toMatchObject({
    kind: "resumed",
    events: [{ seq: hello.seq + 1, kind: "incident", incident: { id: "late" } }],
  });
  expect(seq).toBe(hello.seq + 1);
  back.close();
});

test("a screen of another epoch, or with a number that is none, gets everything anew", async () => {
  const { epoch, seq } = await hello({});
  expect((await hello({ epoch, after: seq })).state).toEqual({ kind: "resumed", events: [] });
  for (
    const auth of [
      { epoch: "of-another-start", after: seq },
      { epoch: "of-another-start", after: 0 },
      { after: seq },
      { epoch },
      { epoch, after: -1 },
      { epoch, after: seq + 1 },
      { epoch, after: NaN },
      { epoch, after: String(seq) },
      { epoch: [epoch], after: seq },
    ]
  ) {
    const { state } = await hello(auth as { epoch?: string; after?: number });
    expect([auth, state.kind]).toEqual([auth, "snapshot"]);
  }
});

async function hello(auth: { epoch?: string; after?: number }) {
  const screen = new TestScreen(server.url, auth);
  const first = await screen.until(() => screen.hellos[0]);
  screen.close();
  return first;
}

test("whatever a screen sends, the server answers the next one", async () => {
  const screen = new TestScreen(server.url);
  await screen.until(() => screen.hellos[0]);
  const socket = screen.socket as unknown as { emit(event: string, ...args: unknown[]): void };
  const everywhere = { bounds: [-1e308, -1e308, 1e308, 1e308], zoom: 1e308, resolution: 10, window: 1440 };
  const odd = [[], [null], [1], [[]], [{}], [{ bounds: "x" }], [() => {}], [new Uint8Array(9), () => {}], [{
    ...everywhere,
    cells: true,
    workers: true,
  }]];
  for (const event of ["view", "assign", "resync", "hello", "error", "__proto__", "toString"]) {
    for (const args of odd) socket.emit(event, ...args);
  }
  expect(await screen.assign({} as never)).toEqual({ kind: "refused", reason: "bad-command" });
  screen.close();
});

test("a page from elsewhere cannot connect", async () => {
  const foreign = new TestScreen(server.url, {}, { extraHeaders: { origin: "https://elsewhere.example" } });
  const refused = await new Promise((resolve) => foreign.socket.on("connect_error", resolve));
  expect(refused).toBeInstanceOf(Error);
  foreign.close();
});
