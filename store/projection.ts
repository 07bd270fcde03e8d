/** The ledger's record as rows of ClickHouse. Storing events twice changes nothing: the newest revision counts. */
import type { Clickhouse } from "./clickhouse.ts";
import type { CaseSummary } from "./case.ts";
import type { Camera, CityEvent, IncidentRecord } from "./record.ts";

const NAME = "record";

/** The position first: when the rest fails, everything is copied again all the same. */
const TABLES = ["projected", "incidents", "case_events", "cases", "cameras"] as const;

type Store = Pick<Clickhouse, "query" | "insertRows">;

/** Forgets the copy of the record, so that it is made anew from the first event. */
export async function emptyRecord(store: Pick<Clickhouse, "command">): Promise<void> {
  for (const table of TABLES) await store.command(`TRUNCATE TABLE ${table}`);
}

/** Number of the last event that was stored wholly; 0 when none was. */
export async function projectedTo(store: Store): Promise<number> {
  const [found] = await store.query<{ seq: number }>(
    "SELECT max(seq) AS seq FROM projected WHERE name = {name:String}",
    { name: NAME },
  );
  return found!.seq;
}

/** Stores events in the order of their numbers. `cameras` is asked for when an event says that some changed. */
export async function storeEvents(
  store: Store,
  events: readonly CityEvent[],
  cameras: () => Promise<readonly (Camera & { cell: string })[]>,
): Promise<void> {
  const last = events.at(-1);
  if (!last) return;
  const incidents: Record<string, unknown>[] = [];
  const cases: Record<string, unknown>[] = [];
  const caseEvents: Record<string, unknown>[] = [];
  let camerasAt = 0;
  for (const event of events) {
    switch (event.kind) {
      case "incident":
        incidents.push(incidentRow(event.seq, event.incident));
        break;
      case "case":
        caseEvents.push(caseEventRow(event));
        cases.push(caseRow(event.case));
        break;
      case "cameras":
        camerasAt = event.at;
        break;
    }
  }
  await store.insertRows("incidents", incidents);
  await store.insertRows("case_events", caseEvents);
  await store.insertRows("cases", cases);
  if (camerasAt > 0) {
    await store.insertRows("cameras", (await cameras()).map((camera) => cameraRow(camera, camerasAt)));
  }
  await store.insertRows("projected", [{ name: NAME, seq: last.seq }]);
}

function incidentRow(seq: number, record: IncidentRecord): Record<string, unknown> {
  const { id, source, category, severity, title, status, lat, lon, revision } = record;
  const { text = "", reporter = "", address = "" } = record;
  return {
    ...{ id, source, category, severity, title, status, lat, lon, revision, seq, text, reporter, address },
    cell: cellNumber(record.cell),
    time: instant(record.time),
    received: instant(record.received),
    updated: instant(record.updated),
  };
}

function caseEventRow(
  { seq, version, case: c, event }: CityEvent & { kind: "case" },
): Record<string, unknown> {
  const { kind, by, name, at } = event;
  const { id, stage, category, severity, areas } = c;
  return {
    ...{ seq, case: id, version, kind, by, name, stage, category, severity, areas },
    at: instant(at),
    cell: cellNumber(c.cell),
    body: JSON.stringify(event),
  };
}

function caseRow(c: CaseSummary): Record<string, unknown> {
  const { id, version, stage, category, severity, title, areas, lat, lon, address = "", marks } = c;
  return {
    ...{ case: id, version, stage, category, severity, title, address, areas, lat, lon },
    cell: cellNumber(c.cell),
    source: c.reports[0]?.source ?? "",
    workers: c.crew.map(({ worker }) => worker),
    merged_into: c.mergedInto ?? "",
    updated: instant(c.updated),
    ...Object.fromEntries(Object.entries(marks).map(([mark, at]) => [mark, instant(at)])),
  };
}

function cameraRow(camera: Camera & { cell: string }, updated: number): Record<string, unknown> {
  const { id, name, lat, lon, owner = "", streams } = camera;
  return {
    ...{ id, name, lat, lon, owner, streams: JSON.stringify(streams) },
    cell: cellNumber(camera.cell),
    bearing: camera.bearing ?? "nan",
    fov: camera.fov ?? "nan",
    updated: instant(updated),
  };
}

/** As text, because a JSON number loses the low bits of an H3 index. */
function cellNumber(cell: string): string {
  return BigInt(`0x${cell}`).toString();
}

/** Epoch ms as ClickHouse reads it: seconds with three places. */
function instant(ms: number): string {
  return new Date(ms).toISOString().slice(0, -1).replace("T", " ");
}
