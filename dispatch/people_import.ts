/** Takes a table of accounts in: first as a plan that is looked at, then all of it at once or nothing. */
import { createHash } from "node:crypto";
import { sha256 } from "../store/audit.ts";
import type { Ledger } from "../store/ledger.ts";
import type { Enrolment } from "../store/ledger_enrolment.ts";
import type { Person } from "../store/person.ts";
import { LINK_LIFE_MS } from "../store/session.ts";
import { csvPieces, decodeTable } from "./csv_pieces.ts";
import type { KnownAreas } from "./known_areas.ts";
import type { People } from "./people.ts";
import { PeoplePlan, type PlannedRow, type RowKind } from "./people_plan.ts";
import { type Columns, type Fault, readHead, readPersonRow } from "./people_table.ts";
import { may, type Verdict } from "./rights.ts";
import { digestOf, newSecret } from "./secret.ts";
import type { Sender } from "./sender.ts";

/** Room for a city's workers, with long cells. */
export const LARGEST_TABLE = 64 * 1024 * 1024;
export const MOST_ROWS = 200_000;
const ACTION = "people.manage";
const SLICE = 2_000;

export interface Plan {
  readonly rows: readonly PlannedRow[];
  readonly counts: Readonly<Record<RowKind, number>>;
  /** SHA-256 over the file and the versions of the accounts that it was compared with. */
  readonly seen: string;
}

export interface Progress {
  readonly step: "reading" | "writing";
  /** 0 to 1; of a transaction nobody knows. */
  readonly share: number;
}

export interface NewLink {
  readonly login: string;
  readonly name: string;
  readonly secret: string;
}

type Denied = { readonly kind: "denied"; readonly verdict: Verdict & { ok: false } } | {
  readonly kind: "busy";
};
export type PlanAnswer = Denied | { readonly kind: "plan"; readonly plan: Plan };
export type ImportAnswer =
  | Denied
  | { readonly kind: "done"; readonly plan: Plan; readonly links: readonly NewLink[] }
  /** Accounts changed since the plan was looked at; this is how it would be now. */
  | { readonly kind: "stale"; readonly plan: Plan }
  | { readonly kind: "refused"; readonly plan: Plan };

export interface PeopleImportOptions {
  readonly ledger: Pick<Ledger, "enrolment">;
  readonly people: People;
  readonly areas: KnownAreas;
  readonly now: () => number;
  /** Told of long work, such as a bar that fills. */
  readonly onProgress?: (progress: Progress) => void;
}

export class PeopleImport {
  /** What goes on; one table at a time. */
  progress: Progress | null = null;

  constructor(private readonly options: PeopleImportOptions) {}

  plan(sender: Sender, bytes: Uint8Array): Promise<PlanAnswer> {
    return this.#alone(sender, async () => ({ kind: "plan", plan: await this.#read(bytes) }));
  }

  /** `seen` is that of the plan which was looked at. */
  apply(
    sender: Sender,
    bytes: Uint8Array,
    { seen, links }: { seen: string; links: boolean },
  ): Promise<ImportAnswer> {
    return this.#alone(sender, async (): Promise<ImportAnswer> => {
      const plan = await this.#read(bytes);
      if (plan.seen !== seen) return { kind: "stale", plan };
      if (plan.counts.refused > 0) return { kind: "refused", plan };
      const made = links ? newLinks(plan) : [];
      return await this.#write(sender, bytes, plan, made)
        ? { kind: "done", plan, links: made }
        : { kind: "stale", plan: await this.#read(bytes) };
    });
  }

  async #alone<T>({ person }: Sender, work: () => Promise<T>): Promise<T | Denied> {
    const verdict = may(person, ACTION);
    if (!verdict.ok) return { kind: "denied", verdict };
    if (this.progress) return { kind: "busy" };
    this.#tell({ step: "reading", share: 0 });
    try {
      return await work();
    } finally {
      this.progress = null;
    }
  }

  async #read(bytes: Uint8Array): Promise<Plan> {
    const { people, areas } = this.options;
    const plan = new PeoplePlan(people.all, areas);
    const fault = await this.#readInto(plan, decodeTable(bytes));
    const rows = fault ? [refusedOf(fault)] : plan.finish();
    const counts = { new: 0, changed: 0, same: 0, refused: 0 };
    for (const { kind } of rows) counts[kind]++;
    return { rows, counts, seen: sha256(digestOfFile(bytes) + rows.map(versionOf).join("\n")) };
  }

  /** The fault for which nothing of the file can be taken. */
  async #readInto(plan: PeoplePlan, text: string | null): Promise<Fault | null> {
    if (text === null) return faultOf(1, "encoding");
    let columns: Columns | null = null, rows = 0;
    for (const piece of csvPieces(text)) {
      if (!piece.ok) return { ...faultOf(piece.line, "csv"), more: piece.why };
      for (const { line, cells } of piece.records) {
        if (!columns) {
          const head = readHead(line, cells);
          if ("reason" in head) return head;
          columns = head;
        } else if (++rows > MOST_ROWS) return { ...faultOf(line, "too-many-rows"), more: String(MOST_ROWS) };
        else plan.take(readPersonRow(columns, line, cells));
      }
      this.#tell({ step: "reading", share: piece.share });
      await turn();
    }
    return rows === 0 ? faultOf(1, "empty") : null;
  }

  /** False when an account changed at the last moment. */
  async #write(sender: Sender, bytes: Uint8Array, plan: Plan, links: readonly NewLink[]): Promise<boolean> {
    const { ledger, people, now } = this.options;
    this.#tell({ step: "writing", share: 0 });
    const made = plan.rows.filter((row) => row.kind === "new");
    const changed = plan.rows.filter((row) => row.kind === "changed");
    if (made.length + changed.length === 0) return true;
    const at = now();
    const { person, origin } = sender;
    const enrolment: Enrolment = {
      made: made.map(({ line, draft }, i) => ({
        ...{ line, draft },
        ...(links[i] ? { link: digestOf(links[i].secret) } : {}),
      })),
      changed: changed.map(({ line, draft, person }) => ({ line, draft, id: person.id })),
      seen: plan.rows.flatMap((row) =>
        row.kind === "changed" || row.kind === "same" ? [[row.person.id, row.person.version] as const] : []
      ),
      expires: at + LINK_LIFE_MS,
      audit: {
        at,
        who: person.id,
        origin,
        action: ACTION,
        detail: { did: "import", file: digestOfFile(bytes) },
      },
    };
    const written = await ledger.enrolment.write(await textOf(enrolment));
    if (written.kind !== "done") return false;
    const after: Person[] = [
      ...made.map(({ draft }, i) => ({ ...draft, id: `p${written.first + i}`, version: 1 })),
      ...changed.map(({ draft, person }) => ({ ...draft, id: person.id, version: person.version + 1 })),
    ];
    people.takeAll([], written.ended);
    for (let from = 0; from < after.length; from += SLICE) {
      people.takeAll(after.slice(from, from + SLICE), []);
      await turn();
    }
    return true;
  }

  #tell(progress: Progress): void {
    this.progress = progress;
    this.options.onProgress?.(progress);
  }
}

function newLinks({ rows }: Plan): NewLink[] {
  return rows.flatMap((row) =>
    row.kind === "new" ? [{ login: row.login, name: row.draft.name, secret: newSecret() }] : []
  );
}

function faultOf(line: number, reason: Fault["reason"]): Fault {
  return { line, column: null, value: "", reason };
}

function refusedOf(fault: Fault): PlannedRow {
  return { kind: "refused", line: fault.line, login: "", faults: [fault] };
}

function versionOf(row: PlannedRow): string {
  if (row.kind === "new") return "new";
  return row.kind === "refused" ? "refused" : `${row.person.id} ${row.person.version}`;
}

function digestOfFile(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** The same as JSON.stringify(), with turns for others. */
async function textOf({ made, changed, seen, ...rest }: Enrolment): Promise<string> {
  const lists: string[] = [];
  for (const [name, list] of Object.entries({ made, changed, seen })) {
    const parts: string[] = [];
    for (let from = 0; from < list.length; from += SLICE) {
      parts.push(JSON.stringify(list.slice(from, from + SLICE)).slice(1, -1));
      await turn();
    }
    lists.push(`${JSON.stringify(name)}:[${parts.join(",")}]`);
  }
  return `${JSON.stringify(rest).slice(0, -1)},${lists.join(",")}}`;
}

function turn(): Promise<void> {
  return new Promise((wake) => setTimeout(wake, 0));
}
