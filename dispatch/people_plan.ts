/** What a table of accounts would change: each row as new, changed, the same or refused. Pure; nothing is written. */
import { foldLogin, type PersonDraft } from "../store/ledger_people.ts";
import type { Person } from "../store/person.ts";
import type { KnownAreas } from "./known_areas.ts";
import { worksInAreas } from "./rights.ts";
import { checkDraft } from "./person_draft.ts";
import type { Fault, PeopleColumn, PersonRow, Reason } from "./people_table.ts";

export interface FieldChange {
  readonly field: PeopleColumn;
  readonly from: FieldValue;
  readonly to: FieldValue;
}
export type FieldValue = string | boolean | readonly string[] | null;

/** What is taken all the same, and is likely a slip. */
export type Note = "no-areas";

interface Planned {
  readonly line: number;
  readonly login: string;
  readonly draft: PersonDraft;
  readonly notes?: readonly Note[];
}
export type PlannedRow =
  | Planned & { readonly kind: "new" }
  | Planned & { readonly kind: "changed"; readonly person: Person; readonly changes: readonly FieldChange[] }
  | Planned & { readonly kind: "same"; readonly person: Person }
  | {
    readonly kind: "refused";
    readonly line: number;
    readonly login: string;
    readonly faults: readonly Fault[];
  };

export type RowKind = PlannedRow["kind"];

/** What is told of a plan: some rows of each kind, without what nobody looks at. */
export interface Preview {
  readonly counts: Readonly<Record<RowKind, number>>;
  /** To be sent back with the file: what was looked at is what is done. */
  readonly seen: string;
  readonly rows: readonly PreviewRow[];
}
export type PreviewRow = PlannedRow extends infer R ? R extends PlannedRow ? Omit<R, "person"> : never
  : never;

type Good = Exclude<PlannedRow, { kind: "refused" }>;

/** Takes rows one by one, so that others have their turn between; {@link finish} then sees what only the whole shows. */
export class PeoplePlan {
  readonly #byLogin = new Map<string, Person>();
  readonly #rows: PlannedRow[] = [];
  readonly #lineOf = new Map<string, number>();

  constructor(private readonly people: readonly Person[], private readonly areas: KnownAreas) {
    for (const person of people) this.#byLogin.set(foldLogin(person.login), person);
  }

  take(row: PersonRow): void {
    const { line, login } = row;
    const faults = [...row.faults];
    const refuse = (column: PeopleColumn | null, value: string, reason: Reason, more?: string) =>
      faults.push({ line, column, value, reason, ...(more === undefined ? {} : { more }) });
    const folded = foldLogin(login);
    const first = this.#lineOf.get(folded);
    if (login !== "" && first !== undefined) refuse("login", login, "login-twice", String(first));
    else this.#lineOf.set(folded, line);
    const before = this.#byLogin.get(folded);
    const draft = draftOf(row, before, refuse);
    this.#checkAreas(draft, before, refuse);
    if (faults.length === 0) {
      const checked = checkDraft(draft);
      if (!checked.ok) {
        const column = columnOf(checked.why), { rule } = checked;
        if (rule) refuse(column, column === "login" ? login : "", rule);
        else refuse(column, "", "form", checked.why);
      }
    }
    this.#rows.push(
      faults.length > 0 ? { kind: "refused", line, login, faults } : plannedOf(line, draft, before),
    );
  }

  /** In the order of the file. */
  finish(): readonly PlannedRow[] {
    const faults = [...this.#workersTwice(), ...this.#lastAdmins()];
    const byLine = Map.groupBy(faults, ({ line }) => line);
    return this.#rows.map((row) => {
      const more = byLine.get(row.line);
      return more ? { kind: "refused", line: row.line, login: row.login, faults: more } : row;
    });
  }

  #checkAreas(draft: PersonDraft, before: Person | undefined, refuse: Refuse): void {
    for (let left: PersonDraft = draft;;) {
      const unknown = this.areas.unknownIn(left, before);
      if (!unknown) return;
      const { field, codes } = unknown;
      for (const code of codes) refuse(field, code, field === "areas" ? "area-unknown" : "grid-unknown");
      // What is left to look at once these are named.
      left = field === "areas"
        ? { ...left, areas: [] }
        : { ...left, areas: [], post: { ...left.post!, grids: [] } };
    }
  }

  get #good(): readonly Good[] {
    return this.#rows.filter((row) => row.kind !== "refused");
  }

  /** Two accounts in use cannot be one worker: both would see, and be sent to, what is the other's. */
  #workersTwice(): Fault[] {
    const holders = new Map<string, { readonly login: string; readonly row: Good | null }>();
    for (const { login, active, post } of this.people) {
      if (active && post && !this.#lineOf.has(foldLogin(login))) holders.set(post.id, { login, row: null });
    }
    const faults: Fault[] = [];
    for (const row of this.#good) {
      const { active, post } = row.draft;
      if (!active || !post) continue;
      const holder = holders.get(post.id);
      if (!holder) holders.set(post.id, { login: row.login, row });
      else {faults.push({
          line: row.line,
          column: "worker",
          value: post.id,
          reason: "worker-twice",
          more: holder.login,
        });}
    }
    return faults;
  }

  /** Somebody must be left who can manage accounts. */
  #lastAdmins(): Fault[] {
    const good = this.#good;
    const isAdmin = ({ active, roles }: Pick<Person, "active" | "roles">) =>
      active && roles.includes("admin");
    if (!this.people.some(isAdmin) || good.some(({ draft }) => isAdmin(draft))) return [];
    const touched = new Set(good.flatMap((row) => row.kind === "new" ? [] : [row.person.id]));
    if (this.people.some((person) => isAdmin(person) && !touched.has(person.id))) return [];
    return good.flatMap((row): Fault[] => {
      if (row.kind === "new" || !isAdmin(row.person)) return [];
      const column = row.draft.active ? "roles" : "active";
      return [{ line: row.line, column, value: row.login, reason: "last-admin" }];
    });
  }
}

type Refuse = (column: PeopleColumn | null, value: string, reason: Reason, more?: string) => void;

/** What an account would be; what the row does not say stays as it is. */
function draftOf(row: PersonRow, before: Person | undefined, refuse: Refuse): PersonDraft {
  const name = row.name ?? before?.name ?? "";
  if (name === "") refuse("name", "", "name-missing");
  const roles = row.roles ?? before?.roles ?? [];
  const post = roles.includes("worker") ? postOf(row, before, refuse) : undefined;
  if (!post && row.worker) refuse("worker", row.worker, "worker-without-role");
  return {
    // The account goes on being written as it was.
    login: before?.login ?? row.login,
    name,
    roles: keptOrder(roles, before?.roles),
    areas: keptOrder(row.areas ?? before?.areas ?? [], before?.areas),
    ...(post ? { post } : {}),
    active: row.active ?? before?.active ?? true,
  };
}

function postOf(row: PersonRow, before: Person | undefined, refuse: Refuse): NonNullable<Person["post"]> {
  const held = before?.post;
  const id = row.worker ?? held?.id ?? "";
  if (id === "") refuse("worker", "", "worker-missing");
  return {
    id,
    kind: row.kind ?? held?.kind ?? "dedicated",
    skills: keptOrder(row.skills ?? held?.skills ?? [], held?.skills),
    grids: keptOrder(row.grids ?? held?.grids ?? [], held?.grids),
  };
}

/** Another order of the same is no change. */
function keptOrder<T>(now: readonly T[], before: readonly T[] | undefined): readonly T[] {
  return before?.length === now.length && now.every((one) => before.includes(one)) ? before : now;
}

function plannedOf(line: number, draft: PersonDraft, person: Person | undefined): Good {
  const { areas, roles, login } = draft;
  const lost = areas.length === 0 && roles.some((role) => worksInAreas(role));
  const base = { line, login, draft, ...(lost ? { notes: ["no-areas"] as const } : {}) };
  if (!person) return { ...base, kind: "new" };
  const changes = changesOf(person, draft);
  return changes.length > 0
    ? { ...base, kind: "changed", person, changes }
    : { ...base, kind: "same", person };
}

const FIELDS: readonly (readonly [PeopleColumn, (draft: PersonDraft) => FieldValue])[] = [
  ["name", ({ name }) => name],
  ["roles", ({ roles }) => roles],
  ["areas", ({ areas }) => areas],
  ["worker", ({ post }) => post?.id ?? null],
  ["kind", ({ post }) => post?.kind ?? null],
  ["skills", ({ post }) => post?.skills ?? []],
  ["grids", ({ post }) => post?.grids ?? []],
  ["active", ({ active }) => active],
];

function changesOf(before: PersonDraft, after: PersonDraft): FieldChange[] {
  return FIELDS.flatMap(([field, value]) => {
    const [from, to] = [value(before), value(after)];
    return JSON.stringify(from) === JSON.stringify(to) ? [] : [{ field, from, to }];
  });
}

/** The column of a rule's words, which begin with its field. */
function columnOf(why: string): PeopleColumn | null {
  const [field = "", part = ""] = why.split(/[.:]/);
  if (field === "post") return part === "skills" || part === "grids" ? part : "worker";
  return field === "login" || field === "name" || field === "roles" || field === "areas" ? field : null;
}
