/** How cases begin: by a report that somebody takes in by hand, or from an incident that a feed brought. */
import { type Bounds, contains } from "../geo/place.ts";
import type { Case } from "../store/case.ts";
import type { Idempotency } from "../store/ledger_commands.ts";
import type { IncidentRecord } from "../store/record.ts";
import { opened, type Opening } from "./case.ts";
import { faultOf, reportSchema } from "./case_command.ts";
import {
  answerOf,
  bodyOf,
  type CaseDesk,
  changedBy,
  type CommandAnswer,
  isKey,
  KEY_WHY,
  partOf,
} from "./desk.ts";
import { may } from "./rights.ts";
import type { UnknownEvidence } from "./commands.ts";
import type { Sender } from "./sender.ts";
import type { CaseTables } from "./tables.ts";

export interface OpeningsOptions {
  readonly desk: CaseDesk;
  readonly tables: () => CaseTables;
  /** Nothing that people report lies outside; feeds are held against them before. */
  readonly bounds: Bounds;
  /** Cell of a place, and codes of the areas it lies in. */
  readonly whereIs: (place: { lat: number; lon: number }) => { cell: string; areas: readonly string[] };
  /** As in {@link ./commands.ts}. */
  readonly unknownEvidence?: UnknownEvidence;
}

/** What is reported, before it has a number and a place in the city's areas. */
export interface What {
  readonly category: string;
  readonly severity: Opening["severity"];
  readonly title: string;
  readonly text?: string | undefined;
  readonly address?: string | undefined;
  readonly lat: number;
  readonly lon: number;
}

/** The source of what somebody takes in by hand; a city may list it as any other. */
const MANUAL = "manual";
/** Two processes that give out the same number decide again. */
const ATTEMPTS = 5;

export class Openings {
  constructor(private readonly options: OpeningsOptions) {}

  /** `sent` is `{key, report}`. */
  async report(sender: Sender, sent: unknown): Promise<CommandAnswer> {
    const { key, report } = (typeof sent === "object" && sent !== null ? sent : {}) as Record<
      string,
      unknown
    >;
    if (!isKey(key)) return { kind: "bad-command", why: KEY_WHY };
    const parsed = reportSchema.safeParse(report);
    if (!parsed.success) return { kind: "bad-command", why: faultOf(parsed.error) };
    const { evidence, selfHandled, reporter, ...what } = parsed.data;
    const tables = this.options.tables();
    if (!contains(this.options.bounds, what.lat, what.lon)) {
      return { kind: "refused", refusal: "outside-bounds" };
    }
    if (!tables.knows(what.category)) return { kind: "refused", refusal: "unknown-category" };
    const unknown = evidence.length > 0 &&
      await this.options.unknownEvidence?.(evidence.map(({ hash }) => hash));
    if (unknown && unknown.length > 0) return { kind: "refused", refusal: "unknown-evidence" };
    const at = this.options.desk.now;
    return await this.#open(sender, { key, body: bodyOf(sender, { report: parsed.data }) }, {
      ...this.placed(what),
      report: { source: MANUAL, at, ...(reporter !== undefined && { reporter }) },
      // A worker who reports stands before it; whoever else takes a report in has it from somebody.
      needsPreVerify: !(sender.person.post && reporter === undefined) &&
        tables.needsPreVerify(what.category, MANUAL),
      evidence: evidence.map((photo) => ({ ...photo, by: sender.person.id, at })),
      selfHandled,
    });
  }

  /** An incident becomes a case, once. */
  async fromIncident(sender: Sender, incident: IncidentRecord, key: unknown): Promise<CommandAnswer> {
    if (!isKey(key)) return { kind: "bad-command", why: KEY_WHY };
    const { source, id } = incident;
    const needsPreVerify = this.options.tables().needsPreVerify(incident.category, source);
    const body = bodyOf(sender, { source, id });
    return await this.#open(sender, { key, body }, this.ofIncident(incident, needsPreVerify));
  }

  ofIncident(incident: IncidentRecord, needsPreVerify: boolean): Omit<Opening, "id"> {
    const { source, id, reporter, category, severity, title, text, address, lat, lon } = incident;
    return {
      ...this.placed({ category, severity, title, text, address, lat, lon }),
      report: { source, incident: id, at: incident.time, ...(reporter !== undefined && { reporter }) },
      needsPreVerify,
      evidence: [],
      selfHandled: false,
    };
  }

  placed({ text, address, ...what }: What) {
    return {
      ...what,
      ...(text !== undefined && { text }),
      ...(address !== undefined && { address }),
      ...this.options.whereIs(what),
    };
  }

  async #open(
    sender: Sender,
    idempotency: Idempotency,
    opening: Omit<Opening, "id">,
  ): Promise<CommandAnswer> {
    const { desk } = this.options;
    const verdict = may(sender.person, "case.report", { areas: opening.areas });
    if (!verdict.ok) return { kind: "refused", refusal: verdict.reason };
    if (opening.selfHandled && !sender.person.post) return { kind: "refused", refusal: "own" };
    for (let attempt = 1;; attempt++) {
      const parts = [await this.begin(sender, opening)];
      const written = await desk.write({ sender, action: "case.report", idempotency, parts });
      if (written.kind === "done") return { kind: "done", cases: changedBy(parts) };
      if (written.kind === "claimed") return { kind: "claimed", case: written.id };
      if (written.kind !== "stale") return answerOf(written)!;
      desk.forgetSerials();
      if (attempt === ATTEMPTS) return { kind: "unknown-case", case: written.id };
    }
  }

  /** The first event of a case, with a number for it. */
  async begin({ person }: Pick<Sender, "person">, opening: Omit<Opening, "id">) {
    const { desk } = this.options;
    const at = desk.now;
    const { source, incident } = opening.report;
    const event = opened({ id: await desk.nextId(at), ...opening }, { by: person, at });
    return partOf(null as Case | null, [event], incident === undefined ? [] : [{ source, incident }]);
  }
}
