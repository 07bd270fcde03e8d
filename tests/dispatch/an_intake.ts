/** A ledger with a rule over it that takes incidents in, as the server runs it. */
import type { FilingRule } from "../../dispatch/filing_rules.ts";
import { Intake } from "../../dispatch/intake.ts";
import type { CityEvent, Incident, IncidentRecord } from "../../store/record.ts";
import { openRecord, TABLES, type TestRecord } from "./a_record.ts";

export interface TestIntake {
  readonly record: TestRecord;
  readonly intake: Intake;
  readonly reports: string[];
  /** As a feed does: resolves when the incidents are committed, and the rules have been told. */
  bring(...incidents: Incident[]): Promise<void>;
}

export const CELL = "8a30e0d8c4affff";

export async function openIntake(
  file: string,
  rules: readonly FilingRule[],
  signal: AbortSignal,
): Promise<TestIntake> {
  const record = await openRecord(file);
  const { ledger, desk, openings } = record;
  const known = new Map<string, IncidentRecord>();
  const keep = (incident: IncidentRecord) => known.set(`${incident.source} ${incident.id}`, incident);
  const reports: string[] = [];
  const intake = new Intake({
    ...{ rules, desk, openings, tables: () => TABLES },
    incident: (source, id) => known.get(`${source} ${id}`),
    report: (stage) => void reports.push(stage),
  });
  const open = await ledger.openIncidents();
  open.forEach(keep);
  intake.catchUp(open, signal);
  return {
    ...{ record, intake, reports },
    async bring(...incidents) {
      const results = await ledger.putIncidents(
        incidents.map((incident) => ({ incident, cell: CELL })),
        Date.now(),
      );
      const events: CityEvent[] = results.flatMap(({ event }) => event ?? []);
      for (const event of events) if (event.kind === "incident") keep(event.incident);
      intake.notice(events);
    },
  };
}

export function brought(id: string, change: Partial<Incident> = {}): Incident {
  return {
    ...{ id, source: "sensor", category: "C-02", severity: 1, title: "井盖缺失", time: Date.now() },
    ...{ lat: 36.56, lon: 121.88, status: "open" },
    ...change,
  };
}
