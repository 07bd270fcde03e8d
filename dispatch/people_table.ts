/** A row of a table of accounts: what its cells say, in Chinese or English, and what is wrong with them. Pure. */
import { type Role, ROLES, WHOLE_CITY, WORKER_KINDS, type WorkerKind } from "../store/person.ts";

export const PEOPLE_COLUMNS = [
  "login",
  "name",
  "roles",
  "areas",
  "worker",
  "kind",
  "skills",
  "grids",
  "active",
] as const;
export type PeopleColumn = (typeof PEOPLE_COLUMNS)[number];

/** What a column may be called; without regard to capitals, blanks and underscores. The first of each script is ours. */
export const COLUMN_NAMES: Readonly<Record<PeopleColumn, readonly string[]>> = {
  login: ["账号", "login", "登录名", "用户名"],
  name: ["姓名", "name"],
  roles: ["角色", "roles", "role"],
  areas: ["区域", "areas", "辖区", "区域编码", "area"],
  worker: ["网格员编号", "worker id", "worker"],
  kind: ["类别", "kind"],
  skills: ["技能", "skills"],
  grids: ["责任网格", "grids", "责任网格编码"],
  active: ["在用", "active", "状态"],
};

export const ROLE_NAMES: Readonly<Record<Role, readonly string[]>> = {
  operator: ["值班员"],
  acceptor: ["受理员"],
  dispatcher: ["派遣员"],
  checker: ["核查员"],
  leader: ["领导"],
  worker: ["网格员"],
  integrator: ["接入方"],
  admin: ["管理员", "administrator"],
};
const KIND_NAMES: Readonly<Record<WorkerKind, readonly string[]>> = {
  dedicated: ["专职"],
  specialist: ["专业"],
  part_time: ["兼职", "part-time"],
};
const WHOLE_CITY_NAMES = [WHOLE_CITY, "全市", "whole city"];
const YES = ["是", "yes", "true", "1", "在岗", "启用"];
const NO = ["否", "no", "false", "0", "离岗", "停用"];

export const REASONS = [
  "encoding",
  "csv",
  "empty",
  "too-many-rows",
  "no-login-column",
  "unknown-column",
  "too-many-cells",
  "login-missing",
  "login-twice",
  "name-missing",
  "role-unknown",
  "area-unknown",
  "grid-unknown",
  "worker-missing",
  "worker-without-role",
  "worker-twice",
  "kind-unknown",
  "active-unknown",
  "last-admin",
  "login-form",
  "too-long",
  "too-many",
  "form",
] as const;
export type Reason = (typeof REASONS)[number];

/** What is wrong, and where. */
export interface Fault {
  /** Line of the file from 1. */
  readonly line: number;
  /** Null where it is the row, or the file. */
  readonly column: PeopleColumn | null;
  readonly value: string;
  readonly reason: Reason;
  /** Whom or what it meets: a line, a login, or the words of a rule. */
  readonly more?: string;
}

/** What a row says; what has no column, or nothing said where nothing is no value, is left out. */
export interface PersonRow {
  readonly line: number;
  readonly login: string;
  readonly name?: string;
  readonly roles?: readonly Role[];
  readonly areas?: readonly string[];
  readonly worker?: string;
  readonly kind?: WorkerKind;
  readonly skills?: readonly string[];
  readonly grids?: readonly string[];
  readonly active?: boolean;
  readonly faults: readonly Fault[];
}

export type Columns = readonly PeopleColumn[];

/** Which column is which; the fault of the head otherwise. */
export function readHead(line: number, cells: readonly string[]): Columns | Fault {
  const columns: PeopleColumn[] = [];
  for (const cell of cells) {
    const column = PEOPLE_COLUMNS.find((one) => COLUMN_NAMES[one].some((name) => same(name, cell)));
    if (!column || columns.includes(column)) {
      return { line, column: null, value: cell.trim(), reason: "unknown-column" };
    }
    columns.push(column);
  }
  if (!columns.includes("login")) return { line, column: "login", value: "", reason: "no-login-column" };
  return columns;
}

export function readPersonRow(columns: Columns, line: number, cells: readonly string[]): PersonRow {
  const row = new Row(columns, line, cells);
  return {
    line,
    login: row.text("login") ?? "",
    ...row.given("name", row.text("name")),
    ...row.given("roles", row.roles()),
    ...row.given(
      "areas",
      row.list("areas")?.map((code) => isOne(code, WHOLE_CITY_NAMES) ? WHOLE_CITY : code),
    ),
    ...row.given("worker", row.text("worker")),
    ...row.given("kind", row.kind()),
    ...row.given("skills", row.list("skills")),
    ...row.given("grids", row.list("grids")),
    ...row.given("active", row.active()),
    faults: row.faults,
  };
}

class Row {
  readonly faults: Fault[] = [];

  constructor(
    private readonly columns: Columns,
    private readonly line: number,
    private readonly cells: readonly string[],
  ) {
    const more = cells[columns.length];
    if (more !== undefined) this.#refuse(null, more, "too-many-cells");
    if (this.text("login") === "") this.#refuse("login", "", "login-missing");
  }

  given<K extends PeopleColumn, V>(column: K, value: V | undefined): { [_ in K]?: V } {
    return value === undefined ? {} : { [column]: value } as { [_ in K]?: V };
  }

  text(column: PeopleColumn): string | undefined {
    const at = this.columns.indexOf(column);
    return at < 0 ? undefined : (this.cells[at] ?? "").trim();
  }

  /** Parted by semicolons, as commas part the cells. */
  list(column: PeopleColumn): string[] | undefined {
    const text = this.text(column);
    if (text === undefined) return undefined;
    return [...new Set(text.split(/[;；、\n]/).map((one) => one.trim()).filter((one) => one !== ""))];
  }

  roles(): Role[] | undefined {
    const said = this.list("roles");
    const known = said?.flatMap((text) => {
      const role = ROLES.find((one) => isOne(text, [one, ...ROLE_NAMES[one]]));
      if (!role) this.#refuse("roles", text, "role-unknown");
      return role ?? [];
    });
    return known && ROLES.filter((role) => known.includes(role));
  }

  kind(): WorkerKind | undefined {
    const text = this.text("kind");
    if (!text) return undefined;
    const kind = WORKER_KINDS.find((one) => isOne(text, [one, ...KIND_NAMES[one]]));
    if (!kind) this.#refuse("kind", text, "kind-unknown");
    return kind;
  }

  active(): boolean | undefined {
    const text = this.text("active");
    if (!text) return undefined;
    if (isOne(text, YES)) return true;
    if (isOne(text, NO)) return false;
    this.#refuse("active", text, "active-unknown");
    return undefined;
  }

  #refuse(column: PeopleColumn | null, value: string, reason: Reason): void {
    this.faults.push({ line: this.line, column, value, reason });
  }
}

function isOne(text: string, names: readonly string[]): boolean {
  return names.some((name) => same(name, text));
}

function same(a: string, b: string): boolean {
  return a === b || folded(a) === folded(b);
}

function folded(text: string): string {
  return text.normalize("NFKC").toLowerCase().replace(/[\s_]/g, "");
}
