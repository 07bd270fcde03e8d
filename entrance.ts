/** Who may come in: accounts, sessions, the demo's guest, and the link that makes the first administrator. */
import { demoAccountIds, type DemoAccounts, GUEST, makeDemoAccounts } from "./demo/accounts.ts";
import { ApiKeys, type GivenKey } from "./dispatch/api_keys.ts";
import { Devices } from "./dispatch/devices.ts";
import { KnownAreas } from "./dispatch/known_areas.ts";
import { People } from "./dispatch/people.ts";
import { PeopleImport } from "./dispatch/people_import.ts";
import { Sessions } from "./dispatch/sessions.ts";
import type { AreaTables } from "./geo/whereabouts.ts";
import { isLoopback } from "./routes/caller.ts";
import type { Gate } from "./routes/who.ts";
import type { Settings } from "./settings.ts";
import type { Ledger } from "./store/ledger.ts";

export interface EntranceOptions {
  readonly ledger: Ledger;
  readonly dataDir: string;
  readonly demo: boolean;
  readonly settings: Pick<Settings, "host" | "behindProxy">;
  /** Keys of programs that come with the start. */
  readonly given: readonly GivenKey[];
  /** Those of the city: accounts are granted no others. */
  readonly areas: AreaTables;
  readonly report: (stage: string, error: unknown) => void;
  readonly onEnded: () => void;
}

export interface Entrance {
  readonly gate: Gate;
  /** Only in a demo that nobody reaches from elsewhere. */
  readonly demo: DemoAccounts | null;
  /** What whoever starts the server is told; `address` is where it listens. */
  words(address: string): Promise<readonly string[]>;
}

export async function openEntrance(options: EntranceOptions): Promise<Entrance> {
  const { ledger, dataDir, settings, given, report } = options;
  // A proxy in front brings the world to a loopback address.
  const open = options.demo && isLoopback(settings.host) && !settings.behindProxy;
  const demo = open ? await makeDemoAccounts(ledger, dataDir, Date.now()) : null;
  const late: { sessions?: Sessions } = {};
  const areas = new KnownAreas(options.areas);
  const people = await People.open({
    ledger,
    now: Date.now,
    areas,
    // Only somebody who is signed in can ask, and that is by a session.
    prove: (...sent) => late.sessions!.prove(...sent),
    onEnded: (ids) => late.sessions?.forget(ids),
    closed: options.demo && !open ? demoAccountIds(dataDir) : [],
  });
  const sessions = late.sessions = await Sessions.open({
    ledger,
    now: Date.now,
    report,
    onEnded: options.onEnded,
    person: (id) => people.get(id),
  });
  const keys = await ApiKeys.open({ ledger, given, now: Date.now, report });
  const devices = await Devices.open({ ledger, now: Date.now, report, person: (id) => people.get(id) });
  return {
    gate: {
      ...{ people, sessions, keys, devices },
      imports: new PeopleImport({ ledger, people, areas, now: Date.now }),
      guest: open ? GUEST : null,
      behindProxy: settings.behindProxy,
    },
    demo,
    words: (address) => demo ? Promise.resolve(demoWords(demo)) : firstWords(people, address),
  };
}

function demoWords({ logins, password, file }: DemoAccounts): string[] {
  return [
    `demo logins ${
      logins.join(", ")
    }; password ${password} (kept in ${file}). Without signing in one is a guest`,
  ];
}

/** As long as nobody can manage accounts, each start hands out a link that makes somebody who can. */
async function firstWords(people: People, address: string): Promise<string[]> {
  if (people.hasAdmin) return [];
  const link = await people.makeLink("first-admin", "", { who: "start", origin: "start" });
  return [`no administrator yet; create one within 24 h at ${address}/signin?link=${link}`];
}
