import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { KnownAreas } from "../../dispatch/known_areas.ts";
import { PeoplePlan, type PlannedRow } from "../../dispatch/people_plan.ts";
import { type Columns, readHead, readPersonRow, ROLE_NAMES } from "../../dispatch/people_table.ts";
import { wordsOf } from "../../islands/words.ts";
import { type Person, ROLES } from "../../store/person.ts";

const coded = (...codes: string[]) => codes.map((code) => ({ code }));
const areas = new KnownAreas({
  districts: coded("d1", "d2"),
  streets: [],
  communities: [],
  grids: coded("g1", "g2"),
});

function person(login: string, change: Partial<Person> = {}): Person {
  return {
    id: `p-${login}`,
    login,
    name: `名 ${login}`,
    roles: [],
    areas: ["*"],
    active: true,
    version: 3,
    ...change,
  };
}
const post = { id: "w1", kind: "specialist", skills: ["a"], grids: ["g1"] } as const;
const ROOT = person("root", { roles: ["admin"] });
const WANG = person("Wang", { roles: ["worker"], areas: ["d1"], post });

/** What a table would do to some accounts; cells are parted by `|`. */
function plan(people: readonly Person[], head: string, ...lines: string[]): readonly PlannedRow[] {
  const columns = readHead(1, head.split("|"));
  if ("reason" in columns) throw new Error(JSON.stringify(columns));
  const planned = new PeoplePlan(people, areas);
  lines.forEach((line, i) => planned.take(readPersonRow(columns, i + 2, line.split("|"))));
  return planned.finish();
}
const faults = (row: PlannedRow | undefined) =>
  row?.kind === "refused"
    ? row.faults.map(({ column, value, reason, more }) => [column, value, reason, more])
    : row;

describe("the head", () => {
  it.each([
    "账号|姓名|角色|区域|网格员编号|类别|技能|责任网格|在用",
    "login|name|roles|areas|worker id|kind|skills|grids|active",
    "Login| NAME |roles|areas|worker_id|Kind|skills|grids|状态",
  ])("is read in Chinese and English: %s", (head) => {
    const columns = readHead(1, head.split("|"));
    expect(columns).toEqual([
      "login",
      "name",
      "roles",
      "areas",
      "worker",
      "kind",
      "skills",
      "grids",
      "active",
    ]);
  });

  it("is refused with a column that is unknown or there twice, and without logins", () => {
    expect(readHead(1, ["login", "密码"])).toMatchObject({ reason: "unknown-column", value: "密码" });
    expect(readHead(1, ["login", "name", "姓名"])).toMatchObject({ reason: "unknown-column", value: "姓名" });
    expect(readHead(1, ["name"])).toMatchObject({ reason: "no-login-column" });
  });
});

describe("a row", () => {
  it("is new, with what nobody says as a form would have it", () => {
    const [row] = plan(
      [ROOT],
      "账号|姓名|角色|区域|网格员编号|责任网格",
      "li|李娜|网格员；派遣员|全市|w7|g1;g2",
    );
    expect(row).toEqual({
      kind: "new",
      line: 2,
      login: "li",
      draft: {
        login: "li",
        name: "李娜",
        roles: ["dispatcher", "worker"],
        areas: ["*"],
        post: { id: "w7", kind: "dedicated", skills: [], grids: ["g1", "g2"] },
        active: true,
      },
    });
  });

  it("names each field that changes, from what to what; what has no column stays", () => {
    const [row] = plan([ROOT, WANG], "login|areas|kind|skills|active", "wang|d2;d1||b|否");
    expect(row).toMatchObject({
      kind: "changed",
      login: "Wang",
      draft: { name: "名 Wang", roles: ["worker"], post: { id: "w1", kind: "specialist", grids: ["g1"] } },
      changes: [
        { field: "areas", from: ["d1"], to: ["d2", "d1"] },
        { field: "skills", from: ["a"], to: ["b"] },
        { field: "active", from: true, to: false },
      ],
    });
  });

  it("is the same whatever the order, and an empty cell says nothing of kind and use", () => {
    const held = { ...WANG, areas: ["d1", "d2"], active: false };
    const [row] = plan([ROOT, held], "login|areas|active|kind", "WANG|d2;d1||");
    expect(row).toMatchObject({ kind: "same", person: held });
  });

  it("that takes the role worker away takes the post away too", () => {
    const [row] = plan([ROOT, WANG], "login|roles", "wang|领导");
    expect(row).toMatchObject({ kind: "changed", draft: { roles: ["leader"] } });
    expect(row).not.toHaveProperty("draft.post");
  });

  it("is refused with every fault by column, value and reason", () => {
    const head = "login|name|roles|areas|worker|kind|grids|active";
    const rows = plan(
      [ROOT],
      head,
      "li||国王|d9;d1|w1|全职|g9|也许",
      "|x||||||",
      "a b|x||||||",
      "l2|x||||||是|多",
    );
    expect(faults(rows[0])).toEqual([
      ["roles", "国王", "role-unknown", undefined],
      ["kind", "全职", "kind-unknown", undefined],
      ["active", "也许", "active-unknown", undefined],
      ["name", "", "name-missing", undefined],
      ["worker", "w1", "worker-without-role", undefined],
      ["areas", "d9", "area-unknown", undefined],
    ]);
    expect(faults(rows[1])).toEqual([["login", "", "login-missing", undefined]]);
    expect(faults(rows[2])).toEqual([["login", "a b", "login-form", undefined]]);
    expect(faults(rows[3])).toEqual([[null, "多", "too-many-cells", undefined]]);
    expect(faults(plan([ROOT], "login|name|roles|worker|grids", "li|李|网格员||g9")[0])).toEqual([
      ["worker", "", "worker-missing", undefined],
      ["grids", "g9", "grid-unknown", undefined],
    ]);
  });

  it("with a login that is there twice names the first, whatever its capitals", () => {
    const rows = plan([ROOT], "login|name", "li|李", "ＬＩ|黎");
    expect([rows[0]!.kind, faults(rows[1])]).toEqual(["new", [["login", "ＬＩ", "login-twice", "2"]]]);
  });

  it("with a worker of another account names that one; an exchange within the file is none", () => {
    const head = "login|name|roles|worker";
    expect(faults(plan([ROOT, WANG], head, "li|李|网格员|w1")[0])).toEqual([
      ["worker", "w1", "worker-twice", "Wang"],
    ]);
    expect(faults(plan([ROOT], head, "li|李|网格员|w5", "yu|于|网格员|w5")[1])).toEqual([
      ["worker", "w5", "worker-twice", "li"],
    ]);
    const other = person("yu", { roles: ["worker"], post: { ...post, id: "w2" } });
    const swapped = plan([ROOT, WANG, other], "login|worker", "wang|w2", "yu|w1");
    expect(swapped.map(({ kind }) => kind)).toEqual(["changed", "changed"]);
    const left = plan(
      [ROOT, WANG],
      "login|name|roles|worker|active",
      "wang|王|网格员|w1|否",
      "li|李|网格员|w1|是",
    );
    expect(left.map(({ kind }) => kind)).toEqual(["changed", "new"]);
  });

  it("that leaves nobody to manage accounts is refused; another in the same file saves it", () => {
    expect(faults(plan([ROOT], "login|roles", "root|领导")[0])).toEqual([
      ["roles", "root", "last-admin", undefined],
    ]);
    expect(faults(plan([ROOT], "login|active", "root|停用")[0])).toEqual([
      ["active", "root", "last-admin", undefined],
    ]);
    const saved = plan([ROOT], "login|name|roles", "root|根|领导", "yu|于|管理员");
    expect(saved.map(({ kind }) => kind)).toEqual(["changed", "new"]);
  });
});

test("roles are called in tables as they are on screens", () => {
  for (const role of ROLES) {
    for (const lang of ["zh", "en"] as const) {
      expect([role, ...ROLE_NAMES[role]]).toContain(wordsOf(lang).roleNames[role]);
    }
  }
});

test("a file made of the accounts as they are changes nothing, and whatever it changes is so afterwards", () => {
  const columns: Columns = ["login", "name", "roles", "areas", "worker", "kind", "skills", "grids", "active"];
  const cells = ({ login, name, roles, areas, post, active }: Omit<Person, "id" | "version">) => [
    ...[login, name, roles.join(";"), areas.join(";"), post?.id ?? "", post?.kind ?? ""],
    ...[post?.skills.join(";") ?? "", post?.grids.join(";") ?? "", active ? "yes" : "no"],
  ];
  const someone = (login: string) =>
    fc.record({
      roles: fc.subarray([...ROLES]),
      areas: fc.subarray(["*", "d1", "g2"]),
      kind: fc.constantFrom("dedicated" as const, "part_time" as const),
      grids: fc.subarray(["g1", "g2"]),
      active: fc.boolean(),
    }).map(({ roles, areas, kind, grids, active }): Person => ({
      ...person(login, { roles, areas, active }),
      ...(roles.includes("worker") ? { post: { id: `w-${login}`, kind, skills: [], grids } } : {}),
    }));
  const city = fc.tuple(someone("ann"), someone("bo"), someone("cy"));
  const read = (people: readonly Person[], rows: readonly Person[]) => {
    const planned = new PeoplePlan([ROOT, ...people], areas);
    rows.forEach((row, i) => planned.take(readPersonRow(columns, i + 2, cells(row))));
    return planned.finish();
  };
  fc.assert(fc.property(city, city, (before, after) => {
    expect(read(before, before).map(({ kind }) => kind)).toEqual(["same", "same", "same"]);
    const rows = read(before, after);
    rows.forEach((row, i) => {
      if (row.kind !== "changed" && row.kind !== "same") throw new Error(JSON.stringify(row));
      const { id: _, version: __, ...wanted } = after[i]!;
      expect(cells(row.draft).map((text) => text.split(";").sort())).toEqual(
        cells(wanted).map((text) => text.split(";").sort()),
      );
    });
  }));
});
