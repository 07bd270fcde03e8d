/** A city at work under measurement: workers send at a steady pace while screens watch; load.ts and burst.ts are two paces. */
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import { openAudience } from "./audience.ts";
import { cellProbes, consoleOrder, type ScreensAnswer, WALL_RESOLUTION } from "./probes.ts";
import { type Cpu, type Product, startProduct } from "./product.ts";
import { settled } from "./settled.ts";
import { BENCH_BOUNDS, Walkers } from "./walkers.ts";

export interface Pace {
  readonly workers: number;
  /** Every worker sends once in so long. */
  readonly everyMs: number;
  /** Requests in that time: each brings an equal share of the workers. */
  readonly requests: number;
  readonly rounds: number;
  readonly walls: number;
  readonly consoles: number;
  readonly jsonTwin?: boolean;
}

export interface DayResult {
  /** Sent → received, ms, of each fix of a probe on each screen that watches it; Infinity when it never came. */
  readonly walls: readonly number[];
  readonly consoles: readonly number[];
  /** The same for incidents, on all screens. */
  readonly incidents: readonly number[];
  readonly sent: number;
  readonly accepted: number;
  /** Requests that were not answered 202. */
  readonly refused: number;
  /** How late the generator was at worst, ms: beyond some hundreds the pace was not kept. */
  readonly late: number;
  readonly elapsedSeconds: number;
  readonly cpu: Cpu;
  readonly generatorCpu: number;
  /** Largest resident bytes while it ran. */
  readonly resident: Cpu;
  readonly stored: number;
  readonly storedTarget: number;
  readonly audience: ScreensAnswer;
}

const PROBES_A_CONSOLE = 5;
const WALL_PROBES = 10;
const INCIDENT_EVERY_MS = 1_000;
const SAMPLE_EVERY_MS = 1_000;
/** What is still on its way when the last request is answered. */
const LAST_FRAMES_MS = 4_000;
const MOST_IN_FLIGHT = 16;

export async function runDay(pace: Pace): Promise<DayResult> {
  await using product = await startProduct();
  const walkers = new Walkers(pace.workers);
  const probes = placeProbes(walkers, pace);
  const first = await product.post(
    "/api/fixes",
    concat(probes.rows.map((row) => walkers.fixes(row, row + 1, Date.now()))),
  );
  if (first.status !== 202) {
    throw new Error(`The first fixes were answered with ${first.status}: ${await first.text()}`);
  }
  const audience = await openAudience({
    url: product.url,
    walls: pace.walls,
    wallView: {
      bounds: BENCH_BOUNDS,
      zoom: 10.5,
      resolution: WALL_RESOLUTION,
      window: 60,
      cells: true,
      workers: false,
    },
    wallProbes: probes.cells,
    consoles: probes.consoles,
    jsonTwin: pace.jsonTwin ?? false,
  });
  const sender = new Sender(product, walkers, pace);
  await sender.round(); // everybody appears; not measured
  const meter = new Meter(product);
  const posts = postIncidents(product, pace.rounds * pace.everyMs);
  for (let round = 0; round < pace.rounds; round++) await sender.round();
  await sender.idle();
  const measured = meter.stop();
  const incidents = await posts;
  await sleep(LAST_FRAMES_MS);
  const answer = await audience.close();
  const storedTarget = sender.accepted + probes.rows.length;
  const stored = await settled(product.engine(), storedTarget);
  const wallRows = new Set(probes.cells.map(({ row }) => row));
  const watchers = (row: number) =>
    wallRows.has(row)
      ? Array.from({ length: pace.walls }, (_, i) => i)
      : [pace.walls + probes.consoles.findIndex((order) => order.probes.some((probe) => probe.row === row))];
  const delays = delaysOf(answer, sender.sentAt, watchers);
  return {
    walls: delays.filter(({ row }) => wallRows.has(row)).map(({ ms }) => ms),
    consoles: delays.filter(({ row }) => !wallRows.has(row)).map(({ ms }) => ms),
    incidents: incidentDelays(answer, incidents),
    sent: sender.sent,
    accepted: sender.accepted,
    refused: sender.refused,
    late: sender.late,
    ...measured,
    stored,
    storedTarget,
    audience: answer,
  };
}

/** Spread over the requests, so that they are sent at all times of a round. */
function placeProbes(walkers: Walkers, { workers, requests, consoles }: Pace) {
  const total = WALL_PROBES + consoles * PROBES_A_CONSOLE;
  const share = workers / requests;
  const rows = Array.from(
    { length: total },
    (_, i) => Math.floor((i * 7 % requests) * share) + Math.floor(i / requests),
  );
  const cells = cellProbes(WALL_PROBES, rows, 0);
  const orders = Array.from({ length: consoles }, (_, i) => {
    const from = WALL_PROBES + i * PROBES_A_CONSOLE;
    return consoleOrder(i, rows.slice(from, from + PROBES_A_CONSOLE), from);
  });
  for (const { row, lat, lon } of cells) walkers.pin(row, lat, lon);
  for (const { row, lat, lon } of orders.flatMap(({ probes }) => probes)) walkers.pin(row, lat, lon);
  return { rows, cells, consoles: orders };
}

class Sender {
  sent = 0;
  accepted = 0;
  refused = 0;
  late = 0;
  /** Epoch ms at which the n-th fix of a row was sent, after its first; from the second round on. */
  readonly sentAt = new Map<number, Map<number, number>>();
  #round = 0;
  #next = 0;
  readonly #inFlight = new Set<Promise<void>>();

  constructor(
    private readonly product: Product,
    private readonly walkers: Walkers,
    private readonly pace: Pace,
  ) {}

  async round(): Promise<void> {
    const { workers, everyMs, requests } = this.pace;
    this.#round++;
    if (this.#next === 0) this.#next = performance.now();
    for (let i = 0; i < requests; i++) {
      const wait = this.#next - performance.now();
      if (wait > 0) await sleep(wait);
      else this.late = Math.max(this.late, -wait);
      this.#next += everyMs / requests;
      while (this.#inFlight.size >= MOST_IN_FLIGHT) await Promise.race(this.#inFlight);
      this.#send(Math.floor(i * workers / requests), Math.floor((i + 1) * workers / requests));
    }
  }

  async idle(): Promise<void> {
    await Promise.all(this.#inFlight);
  }

  #send(from: number, to: number): void {
    const now = Date.now();
    if (this.#round > 1) this.sentAt.set(from, (this.sentAt.get(from) ?? new Map()).set(this.#round, now));
    // A copy, because the generator patches the same bytes in the next round.
    const body = this.walkers.fixes(from, to, now).slice();
    this.sent += to - from;
    const flight = this.product.post("/api/fixes", body).then(async (response) => {
      const answer = await response.json() as { accepted?: number };
      if (response.status !== 202) this.refused++;
      this.accepted += answer.accepted ?? 0;
    }, () => void this.refused++).finally(() => this.#inFlight.delete(flight));
    this.#inFlight.add(flight);
  }
}

class Meter {
  readonly #cpu: Cpu;
  readonly #own = process.cpuUsage();
  readonly #began = performance.now();
  readonly #timer: ReturnType<typeof setInterval>;
  #server = 0;
  #engine = 0;

  constructor(private readonly product: Product) {
    this.#cpu = product.cpu();
    this.#timer = setInterval(() => this.#sample(), SAMPLE_EVERY_MS);
  }

  stop() {
    clearInterval(this.#timer);
    this.#sample();
    const { server, engine } = this.product.cpu();
    const { user, system } = process.cpuUsage(this.#own);
    return {
      elapsedSeconds: (performance.now() - this.#began) / 1000,
      cpu: { server: server - this.#cpu.server, engine: engine - this.#cpu.engine },
      generatorCpu: (user + system) / 1e6,
      resident: { server: this.#server, engine: this.#engine },
    };
  }

  #sample(): void {
    const { server, engine } = this.product.resident();
    this.#server = Math.max(this.#server, server);
    this.#engine = Math.max(this.#engine, engine);
  }
}

/** One incident a second; resolves with the time at which each was sent. */
async function postIncidents(product: Product, forMs: number): Promise<Map<string, number>> {
  const sent = new Map<string, number>();
  const began = performance.now();
  for (let i = 0; i * INCIDENT_EVERY_MS < forMs; i++) {
    await sleep(Math.max(0, began + i * INCIDENT_EVERY_MS - performance.now()));
    const incident = {
      id: `bench-${i}`,
      source: "bench",
      category: "bench",
      time: Date.now(),
      lat: 39.9 + i % 100 * 1e-3,
      lon: 116.4,
      severity: 3,
      title: "Bench",
    };
    sent.set(incident.id, Date.now());
    const body = new TextEncoder().encode(JSON.stringify(incident) + "\n");
    const response = await product.post("/api/incidents", body);
    if (response.status !== 202) {
      throw new Error(`An incident was answered with ${response.status}: ${await response.text()}`);
    }
    await response.body?.cancel();
  }
  return sent;
}

function delaysOf(
  { seen }: ScreensAnswer,
  sentAt: ReadonlyMap<number, ReadonlyMap<number, number>>,
  watchers: (row: number) => number[],
): { row: number; ms: number }[] {
  const starts = [...sentAt.keys()].sort((a, b) => a - b);
  const sentOf = (row: number) => sentAt.get(starts.findLast((start) => start <= row)!)!;
  const byWatch = Map.groupBy(seen, ({ row, screen }) => `${row}/${screen}`);
  const rows = new Set(seen.map(({ row }) => row));
  const delays: { row: number; ms: number }[] = [];
  for (const row of rows) {
    for (const screen of watchers(row)) {
      const views = byWatch.get(`${row}/${screen}`) ?? [];
      for (const [step, sent] of sentOf(row)) {
        const arrival = views.find((view) => view.step >= step);
        delays.push({ row, ms: arrival ? arrival.at - sent : Infinity });
      }
    }
  }
  return delays;
}

function incidentDelays({ heard, screens }: ScreensAnswer, sent: ReadonlyMap<string, number>): number[] {
  const delays = heard.filter(({ incident }) => sent.has(incident)).map(({ incident, at }) =>
    at - sent.get(incident)!
  );
  const missing = sent.size * screens.length - delays.length;
  return [...delays, ...Array<number>(Math.max(0, missing)).fill(Infinity)];
}

function concat(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
