/** Commands on cases while 129,000 workers send a fix every ten seconds: how long one takes, how many there can be, who sees them when. */
import { TestScreen } from "../tests/screen.ts";
import { cookieOf } from "../tests/server.ts";
import { count, type Figure, milliseconds, percentile } from "./figure.ts";
import { startProduct } from "./product.ts";
import { BEIJING_WORKERS, Walkers } from "./walkers.ts";

/** People who give commands at the same time, each the next one as soon as the last is answered. */
const DESKS = 16;
const ONLOOKERS = 4;
const SECONDS = 60;
const PARTS = 100;

interface Changed {
  readonly id: string;
  readonly version: number;
}

export async function commands({ quick }: { quick: boolean }): Promise<Figure[]> {
  const seconds = quick ? 8 : SECONDS;
  await using product = await startProduct();
  const stop = new AbortController();
  const fixes = sendFixes((body) => product.post("/api/fixes", body), stop.signal);
  const screens = Array.from({ length: ONLOOKERS }, () => new TestScreen(product.url));
  await Promise.all(screens.map((screen) => screen.until(() => screen.hellos[0])));
  const sentAt = new Map<string, number>();
  const seen: number[] = [];
  for (const { socket } of screens) {
    socket.on("events", (events) => {
      const at = performance.now();
      for (const event of events) {
        if (event.kind !== "case") continue;
        const sent = sentAt.get(`${event.case.id} ${event.version}`);
        if (sent !== undefined) seen.push(at - sent);
      }
    });
  }
  // The first seconds warm everything up.
  const until = performance.now() + (seconds + 2) * 1_000;
  const from = until - seconds * 1_000;
  const took: number[] = [];
  let refused = 0;
  const give = async (path: string, body: object, next: Changed | null): Promise<Changed> => {
    const began = performance.now();
    if (next) sentAt.set(`${next.id} ${next.version}`, began);
    const response = await fetch(product.url + path, {
      method: "POST",
      headers: { "content-type": "application/json", cookie: cookieOf(product.url), origin: product.url },
      body: JSON.stringify({ key: crypto.randomUUID(), ...body }),
    });
    const answer = await response.json();
    const now = performance.now();
    if (now > from) took.push(now - began);
    if (answer.kind !== "done") {
      refused++;
      throw new Error(`${path}: ${JSON.stringify(answer)}`);
    }
    return answer.cases[0];
  };
  await Promise.all(Array.from({ length: DESKS }, async () => {
    while (performance.now() < until) {
      const report = { category: "road", severity: 3, title: "路面破损", lat: 39.9, lon: 116.4 };
      let c = await give("/api/cases", { report }, null);
      for (const command of STEPS) {
        const { id, version } = c;
        c = await give(`/api/cases/${id}/commands`, { version, command }, { id, version: version + 1 });
      }
    }
  }));
  stop.abort();
  const sent = await fixes;
  for (const screen of screens) screen.close();
  const atMost = (value: number) => ({ kind: "at-most", value }) as const;
  return [
    { name: "command, p50", value: percentile(took, 0.5), show: milliseconds },
    { name: "command, p99", value: percentile(took, 0.99), show: milliseconds, target: atMost(150) },
    {
      name: "sent → seen by other clients, p99",
      value: percentile(seen, 0.99),
      show: milliseconds,
      target: atMost(1_000),
    },
    { name: "commands a second, 16 desks", value: took.length / seconds, show: count },
    { name: "commands refused", value: refused, show: count, target: atMost(0) },
    { name: "(fixes a second meanwhile)", value: sent / (seconds + 2), show: count },
  ];
}

const STEPS = [
  { kind: "file", condition: "unlisted" },
  { kind: "note", text: "来电补充" },
  { kind: "dispatch", worker: "w000001" },
  { kind: "note", text: "已电话联系" },
  { kind: "reassign", worker: "w000002", reason: "更近" },
  { kind: "cancel", reason: "重复上报" },
];

/** A hundredth of the city every tenth of a second; returns how many fixes were sent. */
async function sendFixes(
  post: (body: Uint8Array<ArrayBuffer>) => Promise<Response>,
  signal: AbortSignal,
): Promise<number> {
  const walkers = new Walkers(BEIJING_WORKERS);
  const part = BEIJING_WORKERS / PARTS;
  const began = performance.now();
  let sent = 0;
  for (let turn = 0; !signal.aborted; turn++) {
    const from = turn % PARTS * part;
    const response = await post(walkers.fixes(from, from + part, Date.now()).slice());
    await response.body?.cancel();
    sent += part;
    const wait = began + (turn + 1) * 100 - performance.now();
    if (wait > 0) await new Promise((wake) => setTimeout(wake, wait));
  }
  return sent;
}
