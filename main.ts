/** Composition root: reads the environment, opens the stores, starts the pipeline, serves. Stop is one abort. */
import { join, resolve } from "node:path";
import { getRequestListener } from "@hono/node-server";
import { openCity, openTables } from "./cities.ts";
import { publicSources } from "./dispatch/case_tables.ts";
import { type Dispatch, openDispatch } from "./dispatch/open_dispatch.ts";
import { localKey } from "./dispatch/local_key.ts";
import { openPush } from "./dispatch/open_push.ts";
import { namedBy, type Sender } from "./dispatch/sender.ts";
import { Oidc } from "./dispatch/oidc.ts";
import { Posts } from "./dispatch/posts.ts";
import { type Onlooker, Sight } from "./dispatch/sight.ts";
import { Handovers } from "./dispatch/handovers.ts";
import { type AlertDesk, openAlerts } from "./dispatch/open_alerts.ts";
import { openDuty } from "./dispatch/open_duty.ts";
import { openEntrance } from "./entrance.ts";
import { logHeads } from "./audit_heads.ts";
import { playedBy } from "./demo/played.ts";
import { runStaff } from "./demo/staff.ts";
import { TravelLearner } from "./dashboards/learned_speeds.ts";
import { listen } from "./http_server.ts";
import { endWithStarters } from "./lifeline.ts";
import { openLog } from "./log.ts";
import { createApp } from "./routes/app.ts";
import { openAssets } from "./routes/assets.ts";
import { isLoopback } from "./routes/caller.ts";
import { createMetrics } from "./routes/metrics.ts";
import { openHub } from "./routes/open_hub.ts";
import { readiness } from "./routes/readiness.ts";
import { readArguments, readSettings } from "./settings.ts";
import { endAtOnceWith, stopWith } from "./stop.ts";
import { SetupError } from "./store/city_folder.ts";
import type { Case } from "./store/case.ts";
import { claimDataFolder } from "./store/data_folder.ts";
import { openLedger } from "./store/ledger.ts";
import { City } from "./streams/city.ts";
import { FeedBook } from "./streams/feeds/health.ts";
import { openHistory } from "./streams/history.ts";
import { readyLine, wholeLine } from "./streams/history_lines.ts";
import type { Hub } from "./streams/hub.ts";
import { Pipeline } from "./streams/pipeline.ts";
import { restoreLedger } from "./streams/restore.ts";
import type { Pulse } from "./streams/wire.ts";
import { WorkerTable } from "./streams/workers.ts";

// deno-lint-ignore no-console -- progress of the command line
const say = (stage: string, text: string) => console.log(`  ${stage.padEnd(8)} ${text}`);

async function run(controller: AbortController): Promise<void> {
  const began = performance.now();
  const settings = readSettings(Deno.env.toObject());
  const { workers, withParent, scenario, staff } = readArguments(Deno.args);
  const log = openLog(settings.logLevel);
  const { signal } = controller;
  const begun = endAtOnceWith(signal);
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

  const { server, address, serve } = await listen(settings);
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
  const hub: Hub<Onlooker> = openHub({
    ...{ server, city: live, bounds: file.bounds, gate: entrance.gate, sight, report: log.report },
    seq: await ledger.seq(),
    dispatch: () => dispatch,
    openAlerts: () => desk.alerts.open(),
    assign: (command, sender) => assign(command, sender),
    pulse: () => pulse(),
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
  const push = await openPush({
    ...{ ledger, dataDir, settings: settings.push, file, people: entrance.gate.people, report: log.report },
    alone: isLoopback(settings.host) && !settings.behindProxy,
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
    ...(duty ? { isOnDuty: (worker) => duty.shifts.isOnDuty(worker), offDuty: duty.offDuty } : {}),
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
  const assign = (sent: unknown, sender: Sender) => dispatch.sending.send(namedBy(sender, sent), sent);
  const pulse = (): Pulse => pipeline.pulse(history.state(), hub.seq);

  const restored = await restoreLedger(ledger, live, Date.now());
  const cases = await dispatch.restore();
  await desk.restore();
  say("ledger", `${restored.open} open incidents, ${cases} open cases, ${restored.cameras} cameras`);
  say("engine", await readyLine(history));
  let whole = false;
  void wholeLine(history).then((line) => {
    whole = true;
    if (line !== null && !signal.aborted) say("data", line);
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
    ready: () => readiness(ledgerFile, history),
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
  begun();
  await duty?.shifts.whole;
  await city.start(pipeline, signal, dataDir, duty?.book ?? null);
  posts.forget();
  if (city.demo && staff) {
    const closing = (c: Case) => dispatch.cityTables.closingOf(c);
    const played = () => playedBy(entrance.gate, Date.now());
    runStaff({ dispatch, city: live, closing, played, now: Date.now, report: log.report }, signal);
  }
  serve(getRequestListener(app.fetch, { overrideGlobalObjects: false }));
  for (const line of await entrance.words(address)) say("people", line);
  say("ready", `${address}   (${((performance.now() - began) / 1000).toFixed(1)} s)`);
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
