/** Composition root: reads the environment, opens the stores, starts the pipeline, serves. Stop is one abort. */
import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { join, resolve } from "node:path";
import { getRequestListener } from "@hono/node-server";
import { openCity, openTables } from "./cities.ts";
import { publicSources } from "./dispatch/case_tables.ts";
import { maySee } from "./dispatch/case_list.ts";
import { type Dispatch, openDispatch } from "./dispatch/open_dispatch.ts";
import type { GivenKey } from "./dispatch/api_keys.ts";
import { Push, vapidKeys } from "./dispatch/push.ts";
import type { Sender } from "./dispatch/sender.ts";
import { Oidc } from "./dispatch/oidc.ts";
import { Posts } from "./dispatch/posts.ts";
import { type Onlooker, Sight } from "./dispatch/sight.ts";
import { Handovers } from "./dispatch/handovers.ts";
import { type AlertDesk, openAlerts } from "./dispatch/open_alerts.ts";
import { openDuty } from "./dispatch/open_duty.ts";
import { openEntrance } from "./entrance.ts";
import { logHead, logHeads } from "./audit_heads.ts";
import { playedBy } from "./demo/played.ts";
import { runStaff } from "./demo/staff.ts";
import { TravelLearner } from "./dashboards/learned_speeds.ts";
import { endWithStarters } from "./lifeline.ts";
import { type Log, openLog } from "./log.ts";
import { createApp } from "./routes/app.ts";
import { openAssets } from "./routes/assets.ts";
import { asSocketAnswer } from "./routes/http_error.ts";
import { isLoopback } from "./routes/caller.ts";
import { createMetrics } from "./routes/metrics.ts";
import { senderOfHandshake } from "./routes/who.ts";
import { readArguments, readSettings, type Settings } from "./settings.ts";
import { SetupError } from "./store/city_folder.ts";
import type { Case } from "./store/case.ts";
import { claimDataFolder } from "./store/data_folder.ts";
import { type Ledger, openLedger } from "./store/ledger.ts";
import { City } from "./streams/city.ts";
import { FeedBook } from "./streams/feeds/health.ts";
import { type History, openHistory } from "./streams/history.ts";
import { Hub } from "./streams/hub.ts";
import { Pipeline } from "./streams/pipeline.ts";
import { restoreLedger } from "./streams/restore.ts";
import type { Pulse } from "./streams/wire.ts";
import { WorkerTable } from "./streams/workers.ts";

/** How long a start waits for ClickHouse before it goes on; history then comes when it can. */
const HISTORY_WAIT_MS = 5_000;
/** How long a stop waits for the last fixes to reach ClickHouse. */
const FLUSH_MS = 1_500;
const LONGEST_NAME = 200;

// deno-lint-ignore no-console -- progress of the command line
const say = (stage: string, text: string) => console.log(`  ${stage.padEnd(8)} ${text}`);

async function run(controller: AbortController): Promise<void> {
  const began = performance.now();
  const settings = readSettings(Deno.env.toObject());
  const { workers, withParent, scenario, staff } = readArguments(Deno.args);
  const log = openLog(settings.logLevel);
  const { signal } = controller;
  // Nothing was accepted yet, so there is nothing to write: a stop is just the end, and the engine ends with its pipe.
  const endAtOnce = () => Deno.exit(0);
  signal.addEventListener("abort", endAtOnce);
  if (withParent) endWithStarters(controller);

  const city = openCity(settings.city, { workers, scenario });
  const { file } = city;
  const dataDir = resolve(settings.dataDir, file.id);
  const assets = openAssets(join(import.meta.dirname!, "dist"));
  say(
    "city",
    `${file.names.zh} ${file.names.en}${
      city.demo ? `, demo with ${workers.toLocaleString("en")} workers` : ""
    }`,
  );

  let handle = starting;
  const server = await listen(settings, (request, response) => handle(request, response));
  claimDataFolder(dataDir);
  const ledgerFile = join(dataDir, "ledger.sqlite");
  const ledger = await openLedger(ledgerFile);

  const entrance = await openEntrance({
    ledger,
    dataDir,
    demo: city.demo,
    settings,
    areas: city.areas,
    given: settings.apiKeys.length > 0 ? settings.apiKeys : [localKey(dataDir)],
    report: log.report,
    onEnded: () => hub.recheck(),
  });

  const table = new WorkerTable(file.live.fastestKmh);
  const duty = await openDuty({
    ...{ ledger, file, areas: city.areas, workers: table, people: entrance.gate.people },
    onShortened: (slots) => live.dutyShortened(slots, Date.now()),
    report: log.report,
  });
  const live: City = new City({
    bounds: file.bounds,
    liveMs: file.live.workerMinutes * 60_000,
    workers: table,
    ...(duty ? { duty: duty.roster } : {}),
    now: Date.now(),
  });
  const feeds = new FeedBook();
  const history = await openHistory({
    url: settings.clickhouseUrl,
    file,
    dataDir,
    city: live,
    ledger,
    signal,
    report: log.report,
  });
  const sight = new Sight(city.areas, live);
  const posts = new Posts({
    ...{ people: entrance.gate.people, workers: table },
    ...(city.registered ? { register: city.registered } : {}),
  });
  const learner = new TravelLearner({
    ...{ store: history.clickhouse, rules: file.dispatch, timeZone: file.timeZone },
    ...{ workers: () => table.size, now: Date.now, report: log.report },
  });
  const hub: Hub<Onlooker> = new Hub<Onlooker>({
    server,
    source: live,
    bounds: file.bounds,
    epoch: randomBytes(9).toString("base64url"),
    seq: await ledger.seq(),
    now: Date.now,
    openIncidents: () => [...live.openIncidents()],
    openAlerts: () => desk.alerts.open(),
    pulse: () => pulse(),
    authenticate: (request) => {
      const sender = senderOfHandshake(entrance.gate, request);
      return sender && sight.onlooker(sender);
    },
    assign: (command, { sender }) => assign(command, sender),
    command: (command, { sender }) => dispatch.commands.execute(sender, command).catch(asSocketAnswer),
    looker: ({ sender: { person } }, id) => {
      const c = dispatch.book.get(id);
      return c && maySee(c, person) ? { id: person.id, name: person.name } : null;
    },
    report: log.report,
  });
  const pipeline = new Pipeline({
    city: live,
    ledger,
    recorder: history.recorder,
    past: history.fixes,
    feeds,
    publish: (events) => hub.publish(events),
    react: (events) => {
      desk.alerts.notice(events);
      dispatch.intake.notice(events);
      push.notice(events);
    },
    follow: (batch) => desk.fenceWatch.take(batch),
    project: (events) => history.projector.notice(events.at(-1)?.seq ?? 0),
    workers: file.workers,
    now: Date.now,
    report: log.report,
  });
  // A server that nobody reaches from elsewhere needs no word to push services, and may be tried with one of this machine.
  const alone = isLoopback(settings.host) && !settings.behindProxy;
  const push = await Push.open({
    ledger,
    keys: vapidKeys(join(dataDir, "vapid.keys"), settings.push.keys),
    contact: settings.push.contact ?? (alone ? "mailto:hexwall@localhost" : null),
    target: { loopback: alone },
    people: entrance.gate.people,
    categoryName: (code, lang) => file.categories.find((one) => one.code === code)?.[lang] ?? code,
    now: Date.now,
    report: log.report,
  });
  const dispatch: Dispatch = openDispatch({
    ledger,
    city: live,
    areas: city.areas,
    timeZone: file.timeZone,
    evidenceFolder: join(dataDir, "evidence"),
    cityTables: openTables(settings.city),
    isPublic: publicSources(file),
    named: new Set(file.categories.map(({ code }) => code)),
    bounds: file.bounds,
    ...{ posts, travel: () => learner.travel, proposing: file.dispatch },
    sees: (sender) => sight.onlooker(sender).workers,
    ...(duty ? { isOnDuty: (worker) => duty.shifts.isOnDuty(worker) } : {}),
    commit: (events) => pipeline.commit(events),
    now: Date.now,
    rules: file.cases.rules,
    report: log.report,
  });
  const desk: AlertDesk = openAlerts({
    ...{ ledger, city: live, file, areas: city.areas, people: entrance.gate.people },
    roster: duty?.roster ?? null,
    openCases: () => dispatch.book.open(),
    tables: dispatch.cityTables,
    commit: (events) => pipeline.commit(events),
    from: (await ledger.events(0, 1))[0]?.at ?? Date.now(),
    now: Date.now,
    report: log.report,
  });
  const assign = (sent: unknown, sender: Sender) => dispatch.sending.send(named(sender, sent), sent);
  const pulse = (): Pulse => pipeline.pulse(history.state(), hub.seq);

  const restored = await restoreLedger(ledger, live, Date.now());
  const cases = await dispatch.restore();
  await desk.restore();
  say("ledger", `${restored.open} open incidents, ${cases} open cases, ${restored.cameras} cameras`);
  say("engine", await settled(history.ready, HISTORY_WAIT_MS));
  const windows = performance.now();
  let whole = false;
  void history.whole.then(() => {
    whole = true;
    const seconds = (performance.now() - windows) / 1000;
    if (seconds > 1 && !signal.aborted) {
      say("data", `windows of the whole last day, after ${seconds.toFixed(1)} s`);
    }
  });

  const metrics = createMetrics({
    pulse,
    screens: () => hub.screens,
    stored: () => history.recorder.stored,
    lag: () => history.projector.lag,
    untold: () => desk.alerts.untold,
    whole: () => whole,
  });
  const app = createApp({
    city: file,
    demo: city.demo,
    pipeline,
    clickhouse: history.clickhouse,
    gate: entrance.gate,
    sight,
    oidc: settings.oidc && new Oidc(settings.oidc, Date.now),
    demoLogins: entrance.demo?.logins ?? [],
    assets,
    maps: city.maps,
    areas: city.areas,
    tiles: city.tiles,
    assign,
    dispatch,
    push,
    alerts: desk,
    handovers: new Handovers({
      ...{ ledger, areas: city.areas, timeZone: file.timeZone, tables: dispatch.cityTables, now: Date.now },
      openCases: () => dispatch.book.open(),
      openAlerts: () => desk.alerts.open(),
    }),
    shifts: duty?.shifts ?? null,
    media: city.media,
    scenarios: city.scenarios,
    now: Date.now,
    ready: () => {
      if (!existsSync(ledgerFile)) {
        return { ready: false, why: `${ledgerFile} is gone: what comes in now is lost at the next start` };
      }
      return history.state() === "up" ? { ready: true } : { ready: false, why: "ClickHouse does not answer" };
    },
    metrics,
    report: log.report,
  });
  dispatch.intake.catchUp(live.openIncidents(), signal);
  pipeline.start(signal);
  duty?.shifts.start(signal);
  desk.watch.start(signal);
  hub.start(signal);
  void history.whole.then(() => learner.start(signal));
  logHeads(ledger, log, signal);
  stopWith(signal, { server, history, ledger, log });
  signal.removeEventListener("abort", endAtOnce);
  await duty?.shifts.whole;
  await city.start(pipeline, signal, dataDir, duty?.book ?? null);
  posts.forget();
  if (city.demo && staff) {
    const closing = (c: Case) => dispatch.cityTables.closingOf(c);
    const played = () => playedBy(entrance.gate, Date.now());
    runStaff({ dispatch, city: live, closing, played, now: Date.now, report: log.report }, signal);
  }
  handle = getRequestListener(app.fetch, { overrideGlobalObjects: false });
  for (const line of await entrance.words(addressOf(server, settings))) say("people", line);
  say("ready", `${addressOf(server, settings)}   (${((performance.now() - began) / 1000).toFixed(1)} s)`);
}

/** In the record stands whoever is signed in; only where nobody is, as in the demo, the name that was typed. */
function named(sender: Sender, sent: unknown): Sender {
  const by = (sent as { by?: unknown } | null)?.by;
  const name = typeof by === "string" ? by.trim().slice(0, LONGEST_NAME) : "";
  if (sender.session !== null || name === "") return sender;
  return { ...sender, person: { ...sender.person, name } };
}

/** Answers while the stores open, so that a watcher sees the process alive. */
const starting: Handler = (_request, response) => {
  response.writeHead(503, { "retry-after": "2", "content-type": "text/plain" }).end("Hexwall is starting\n");
};

type Handler = (request: IncomingMessage, response: ServerResponse) => unknown;

function listen({ host, port }: Settings, handler: Handler): Promise<Server> {
  const server = createServer((request, response) =>
    void handler(request as IncomingMessage, response as ServerResponse)
  );
  // A phone on a bad line may take minutes for a body; a body that stands still does not.
  server.requestTimeout = 10 * 60_000;
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      reject(
        error.code === "EADDRINUSE"
          ? new SetupError(
            `PORT=${port}: something else listens on ${host}:${port}; stop it, or choose another PORT`,
          )
          : new SetupError(
            `Cannot listen on ${host}:${port} (${error.message}); choose another HOST or PORT`,
          ),
      );
    });
    server.listen(port, host, () => resolve(server));
  });
}

function addressOf(server: Server, { host }: Settings): string {
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
}

/** Without API_KEYS, replays on this machine still need a key: one is made up once and left for them beside the data. */
function localKey(dataDir: string): GivenKey {
  const file = join(dataDir, "ingest.key");
  const kept = existsSync(file) ? readFileSync(file, "utf8").trim() : "";
  const key = kept || randomBytes(18).toString("base64url");
  if (!kept) writeFileSync(file, key, { mode: 0o600 });
  return { name: "local", key, scopes: new Set(["ingest"]) };
}

async function settled(ready: Promise<string>, atMost: number): Promise<string> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(
      () => resolve("ClickHouse does not answer yet; live layers and dispatch work without it"),
      atMost,
    );
  });
  return await Promise.race([ready, late]).finally(() => clearTimeout(timer));
}

interface Parts {
  readonly server: Server;
  readonly history: History;
  readonly ledger: Ledger;
  readonly log: Log;
}

function stopWith(signal: AbortSignal, { server, history, ledger, log }: Parts): void {
  const stop = async () => {
    server.close();
    server.closeAllConnections();
    await history.recorder.flush(AbortSignal.timeout(FLUSH_MS)).catch(() => {
      log("warn", "stop", `${history.recorder.backlog} fixes did not reach ClickHouse in time`);
    });
    await logHead(ledger, log);
    await ledger.close();
    await history.close();
    Deno.exit(0);
  };
  const failed = (error: unknown) => {
    log.report("stop", error);
    Deno.exit(1);
  };
  signal.addEventListener("abort", () => void stop().catch(failed), { once: true });
}

if (import.meta.main) {
  const controller = new AbortController();
  for (const name of ["SIGINT", "SIGTERM"] as const) {
    Deno.addSignalListener(name, () => controller.abort(name));
  }
  run(controller).catch((error) => {
    // A stop that came meanwhile closes what the rest of the start needs; the stop ends the process.
    if (controller.signal.aborted) return;
    // deno-lint-ignore no-console -- the command line's last word
    console.error(error instanceof SetupError ? `  error    ${error.message}` : error);
    Deno.exit(error instanceof SetupError ? 2 : 1);
  });
}
