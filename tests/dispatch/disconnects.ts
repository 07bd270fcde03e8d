/** Screens behind bad lines while everything changes: whether they are told each event once, and see what the server has. */
import { join } from "node:path";
import { expect } from "vitest";
import { incidentKey } from "../../islands/state.ts";
import { openLedger } from "../../store/ledger.ts";
import { caller, cityOfTwo, newPerson } from "../routes/entrance.ts";
import { TestScreen } from "../screen.ts";
import { type Running, startServer } from "../server.ts";
import { UnsteadyLine } from "../unsteady_line.ts";
import { Desks } from "./desks.ts";
import { FarScreen } from "./far_screen.ts";
import { Feeds } from "./feeds.ts";

export interface Unsteadiness {
  readonly seed: string;
  readonly screens: number;
  /** In all. */
  readonly disconnects: number;
  /** See {@link UnsteadyLine}. */
  readonly deaf: number;
}

export interface Steady {
  readonly disconnects: number;
  readonly stalls: number;
  readonly events: number;
  readonly resumed: number;
  readonly fromBreak: readonly number[];
  readonly fromAccepted: readonly number[];
  readonly fromStall: readonly number[];
}

export async function disconnectAgainAndAgain(wanted: Unsteadiness): Promise<Steady> {
  const city = cityOfTwo();
  try {
    await using server = await startServer({ env: { CITY: city.folder } });
    return await disconnect(server, wanted);
  } finally {
    city.remove();
  }
}

async function disconnect(
  server: Running,
  { seed, screens, disconnects, deaf }: Unsteadiness,
): Promise<Steady> {
  // Every fourth sees one of two districts only, and is told the rest as numbers.
  const admin = caller(server.url, server.cookie);
  const western = await newPerson(server, admin, "western", { roles: ["dispatcher"], areas: ["west"] });
  const control = new TestScreen(server.url);
  await control.until(() => control.hellos[0]);
  const newest = () => control.events.at(-1)?.seq ?? control.hellos[0]!.seq;
  const far: FarScreen[] = [];
  for (let i = 0; i < screens; i++) {
    const line = await UnsteadyLine.open({
      ...{ port: Number(new URL(server.url).port), seed: `${seed} ${i}`, deaf },
      disconnects: Math.ceil(disconnects / screens),
    });
    far.push(new FarScreen(line, i % 4 === 3 ? western.cookie : server.cookie, newest));
  }
  // Everybody sees the beginning, so that everybody can know everything.
  for (const screen of far) while (screen.snapshots === 0) await pause();
  await using desks = new Desks(server, 2, 20);
  await using feeds = new Feeds(server);
  for (const { line } of far) while (!line.good) await pause();
  await desks.stop();
  await feeds.stop();
  expect([...desks.refused, ...feeds.refused]).toEqual([]);
  const last = await expectPictures(server, far, western.cookie);
  control.close();
  for (const { line, live } of far) {
    live.close();
    line.close();
  }
  return {
    disconnects: sum(far, ({ line }) => line.disconnects),
    stalls: sum(far, ({ line }) => line.done.stall),
    events: last,
    resumed: sum(far, ({ resumed }) => resumed),
    fromBreak: far.flatMap(({ fromBreak }) => fromBreak),
    fromAccepted: far.flatMap(({ fromAccepted }) => fromAccepted),
    fromStall: far.flatMap(({ fromStall }) => fromStall),
  };
}

/** Nothing changes any more: waits until every screen has the last event, and compares all that it shows. */
async function expectPictures(server: Running, far: readonly FarScreen[], western: string): Promise<number> {
  const ledger = await openLedger(join(server.dataDir, "two", "ledger.sqlite"));
  const events = await ledger.events(0, 1e9);
  await ledger.close();
  const last = events.at(-1)!.seq;
  const cases = new Map(
    events.flatMap((event) => event.kind === "case" ? [[event.case.id, event.case]] : []),
  );
  for (const [i, screen] of far.entries()) {
    while (screen.seq < last) await pause();
    expect(screen.faults, `screen ${i}`).toEqual([]);
    const extraHeaders = i % 4 === 3 ? { cookie: western } : {};
    const fresh = new TestScreen(server.url, {}, { extraHeaders });
    const { state, seq } = await fresh.until(() => fresh.hellos[0]);
    fresh.close();
    expect(seq).toBe(last);
    if (state.kind !== "snapshot") throw new Error("A first hello is a snapshot");
    const shown = new Map(state.incidents.map((incident) => [incidentKey(incident), incident]));
    expect(screen.live.state.value.incidents, `incidents of screen ${i}`).toEqual(shown);
    // Whoever sees a part is given a snapshot at each connection; the others followed every case from its beginning.
    if (i % 4 === 3) expect(screen.resumed).toBe(0);
    else expect([screen.snapshots, screen.cases], `cases of screen ${i}`).toEqual([1, cases]);
  }
  return last;
}

const pause = () => new Promise((wake) => setTimeout(wake, 20));

function sum(far: readonly FarScreen[], of: (screen: FarScreen) => number): number {
  return far.reduce((total, screen) => total + of(screen), 0);
}
