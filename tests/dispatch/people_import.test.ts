/** Tables of accounts against a ledger of their own: all of a table or nothing, in one transaction. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { KnownAreas } from "../../dispatch/known_areas.ts";
import { PeopleImport, type Plan } from "../../dispatch/people_import.ts";
import { ChainCheck } from "../../store/audit.ts";
import { ROLES } from "../../store/person.ts";
import { account, ADMIN, type Centre, draft, openCentre, PASSWORD, senderOf, TABLES } from "./centre.ts";

let centre: Centre, imports: PeopleImport;
const over = ({ ledger, people }: Centre) =>
  new PeopleImport({ ledger, people, areas: new KnownAreas(TABLES), now: () => centre.time });
beforeEach(async () => {
  centre = await openCentre();
  imports = over(centre);
});
afterEach(async () => await centre.dispose());

const table = (...lines: string[]) => new TextEncoder().encode(lines.join("\n"));

async function planOf(bytes: Uint8Array): Promise<Plan> {
  const answer = await imports.plan(ADMIN, bytes);
  if (answer.kind !== "plan") throw new Error(answer.kind);
  return answer.plan;
}
async function apply(bytes: Uint8Array, { links = false, plan }: { links?: boolean; plan?: Plan } = {}) {
  const { seen } = plan ?? await planOf(bytes);
  return await imports.apply(ADMIN, bytes, { seen, links });
}

describe("a table of accounts", () => {
  it("is taken in whole, with an audit row an account, and is there after a restart", async () => {
    await account(centre, "root", "admin");
    const wang = await account(centre, "wang", "leader");
    await account(centre, "same", "checker");
    const bytes = table(
      "账号,姓名,角色,区域,网格员编号",
      "li,李娜,网格员,d1;g2,w7",
      "wang,王五,派遣员,全市,",
      "same,名 same,核查员,*,",
    );
    expect((await planOf(bytes)).counts).toEqual({ new: 1, changed: 1, same: 1, refused: 0 });
    expect(centre.people.all).toHaveLength(3);
    expect((await apply(bytes)).kind).toBe("done");
    const li = {
      ...{
        id: "p4",
        version: 1,
        login: "li",
        name: "李娜",
        roles: ["worker"],
        areas: ["d1", "g2"],
        active: true,
      },
      post: { id: "w7", kind: "dedicated", skills: [], grids: [] },
    };
    const changed = { ...wang, name: "王五", roles: ["dispatcher"], version: 2 };
    const rows = await centre.audit();
    expect(rows.slice(3).map(({ who, action, object }) => [who, action, object])).toEqual([
      ["p0", "people.manage", "person p4"],
      ["p0", "people.manage", "person p2"],
    ]);
    expect(JSON.parse(rows[4]!.detail)).toMatchObject({
      ...{ did: "import", line: 3, version: 1, person: { name: "王五" } },
      file: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    const check = new ChainCheck();
    expect(rows.map((row) => check.next(row)).filter((fault) => fault !== null)).toEqual([]);
    for (let start = 0; start < 2; start++) {
      expect(centre.people.get("p4")).toEqual(li);
      expect(centre.people.get("p2")).toEqual(changed);
      expect(centre.people.all).toHaveLength(4);
      centre = await centre.again();
    }
  });

  it("with one bad row changes nothing at all", async () => {
    const bytes = table("login,name,areas", "li,李,d1", "wu,吴,d99");
    const answer = await apply(bytes);
    expect(answer).toMatchObject({ kind: "refused", plan: { counts: { new: 1, refused: 1 } } });
    expect([centre.people.all, await centre.audit()]).toEqual([[], []]);
  });

  it("is refused when an account changed since it was looked at, and shows how it would be now", async () => {
    const { id } = await account(centre, "wang", "leader");
    const bytes = table("login,name", "wang,王", "li,李");
    const plan = await planOf(bytes);
    await centre.people.change(ADMIN, id, 1, draft("wang", "checker"));
    expect(await apply(bytes, { plan })).toMatchObject({
      kind: "stale",
      plan: { rows: [{ kind: "changed", person: { version: 2 } }, { kind: "new" }] },
    });
    const later = await planOf(bytes);
    await account(centre, "li");
    expect(await apply(bytes, { plan: later })).toMatchObject({
      kind: "stale",
      plan: { counts: { changed: 2 } },
    });
    expect(centre.people.get(id)).toMatchObject({ name: "名 wang", version: 2 });
  });

  it("that another overtakes in the ledger is undone whole", async () => {
    const { id } = await account(centre, "wang", "leader");
    const bytes = table("login,name", "li,李", "wang,王");
    const { seen } = await planOf(bytes);
    const audit = { at: centre.time, who: "x", origin: "x", action: "people.manage", detail: {} };
    // As another process would, which nobody here hears of.
    const person = { ...centre.people.get(id)!, name: "快" };
    await centre.ledger.people.change({ person, expected: 1, audit });
    expect((await imports.apply(ADMIN, bytes, { seen, links: false })).kind).toBe("stale");
    centre = await centre.again();
    expect(centre.people.all.map(({ name }) => name)).toEqual(["快"]);
    expect(await centre.audit()).toHaveLength(2);
  });

  it("that makes a worker of whom another account became meanwhile is undone whole; workers can be exchanged in it", async () => {
    const head = "login,name,roles,areas,worker id";
    await apply(table(head, "wa,甲,worker,*,w1", "wb,乙,worker,*,w2"));
    const bytes = table(head, "wa,甲,worker,*,w2", "wb,乙,worker,*,w1", "wc,丙,worker,*,w3");
    const { seen } = await planOf(bytes);
    const audit = { at: centre.time, who: "x", origin: "x", action: "people.manage", detail: {} };
    const post = { id: "w3", kind: "dedicated", skills: [], grids: [] } as const;
    const other = { ...draft("fast", "worker"), active: true, post };
    // As another process would, which nobody here hears of.
    const made = await centre.ledger.people.create({ draft: other, password: null, audit });
    expect((await imports.apply(ADMIN, bytes, { seen, links: false })).kind).toBe("stale");
    if (made.kind !== "done") throw new Error(made.kind);
    const gone = { person: { ...made.person, active: false }, expected: 1, audit };
    await centre.ledger.people.change(gone);
    expect((await imports.apply(ADMIN, bytes, { seen, links: false })).kind).toBe("done");
    const posts = centre.people.all.map(({ login, post }) => [login, post?.id]);
    expect(posts).toEqual([["wa", "w2"], ["wb", "w1"], ["wc", "w3"]]);
  });

  it("ends the sessions of whoever it closes, and of nobody else", async () => {
    const caller = { address: "x", agent: "x" };
    await account(centre, "wang", "leader");
    await account(centre, "li", "leader");
    const tokens = await Promise.all(["wang", "li"].map(async (login) => {
      const signed = await centre.sessions.signIn(login, PASSWORD, caller);
      if (signed.kind !== "in") throw new Error(signed.kind);
      return signed.token;
    }));
    await apply(table("账号,在用", "wang,否", "li,是"));
    expect(tokens.map((token) => centre.sessions.senderOf(token, "x") !== null)).toEqual([false, true]);
  });

  it("gives links for new accounts only when asked; each sets a password once", async () => {
    await account(centre, "wang");
    expect(await apply(table("login,name", "a1,甲"))).toMatchObject({ kind: "done", links: [] });
    const answer = await apply(table("login,name", "b2,乙", "wang,王", "c3,丙"), { links: true });
    if (answer.kind !== "done") throw new Error(answer.kind);
    expect(answer.links.map(({ login, name }) => [login, name])).toEqual([["b2", "乙"], ["c3", "丙"]]);
    const { secret } = answer.links[0]!;
    const use = () => centre.people.setPasswordByLink({ link: secret, origin: "x", password: PASSWORD });
    expect(await use()).toMatchObject({ kind: "done", person: { login: "b2" } });
    expect((await use()).kind).toBe("spent");
  });

  it.each([
    [table(""), "empty", 1],
    [table("login,name"), "empty", 1],
    [table("login,密码", "li,x"), "unknown-column", 1],
    [table("name", "x"), "no-login-column", 1],
    [table("login,name", 'l"i,x'), "csv", 2],
    [new Uint8Array([0xff, 0xfe, 0xff]), "encoding", 1],
  ])("that is none is refused as a whole", async (bytes, reason, line) => {
    const plan = await planOf(bytes);
    expect(plan.counts).toEqual({ new: 0, changed: 0, same: 0, refused: 1 });
    expect(plan.rows).toMatchObject([{ kind: "refused", faults: [{ reason, line }] }]);
    expect((await apply(bytes)).kind).toBe("refused");
  });

  it("is for administrators, and one at a time", async () => {
    const bytes = table("login,name", "li,李");
    for (const role of ROLES.filter((one) => one !== "admin")) {
      expect((await imports.plan(senderOf({ roles: [role] }), bytes)).kind).toBe("denied");
    }
    const [first, second] = await Promise.all([imports.plan(ADMIN, bytes), imports.plan(ADMIN, bytes)]);
    expect([first.kind, second.kind]).toEqual(["plan", "busy"]);
    expect(imports.progress).toBeNull();
  });

  it("of 20,000 workers lets others have their turn while it is read", async () => {
    const lines = Array.from({ length: 20_000 }, (_, i) => `w${i},网格员 ${i},网格员,d1s1,W${i}`);
    const bytes = table("账号,姓名,角色,区域,网格员编号", ...lines);
    let turns = 0;
    const watch = setInterval(() => turns++, 1);
    await planOf(bytes);
    clearInterval(watch);
    const answer = await apply(bytes);
    expect(answer).toMatchObject({ kind: "done", plan: { counts: { new: 20_000 } } });
    expect(centre.people.all).toHaveLength(20_000);
    expect(turns, "others had their turn between the pieces").toBeGreaterThan(5);
  });
});
