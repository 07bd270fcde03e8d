import { readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ChainCheck } from "../../store/audit.ts";
import { LINK_LIFE_MS } from "../../store/session.ts";
import { account, ADMIN, type Centre, draft, openCentre, PASSWORD, senderOf } from "./centre.ts";

let centre: Centre;
beforeEach(async () => {
  centre = await openCentre();
});
afterEach(async () => await centre.dispose());

const caller = { address: "10.0.0.9", agent: "a browser" };

describe("an account", () => {
  it("is made with its audit row, and is there after a restart", async () => {
    const made = await account(centre, "Li.Qiang", "dispatcher");
    expect(made).toMatchObject({ id: "p1", login: "Li.Qiang", version: 1, active: true });
    const [row] = await centre.audit();
    expect(row).toMatchObject({
      who: "p0",
      origin: "10.1.2.3",
      action: "people.manage",
      object: "person p1",
    });
    expect(JSON.parse(row!.detail)).toMatchObject({ did: "create", person: { login: "Li.Qiang" } });
    centre = await centre.again();
    expect(centre.people.get("p1")).toEqual(made);
  });

  it("is one, whatever the capitals and widths of its login", async () => {
    await account(centre, "Li", "dispatcher");
    for (const login of ["li", "LI", "Ｌｉ"]) {
      expect(await centre.people.create(ADMIN, draft(login))).toEqual({ kind: "taken", login });
    }
    expect((await centre.sessions.signIn(" ＬＩ", PASSWORD, caller)).kind).toBe("in");
  });

  it("is changed only on the version that was seen; the loser is told what is there now", async () => {
    const { id } = await account(centre, "li", "dispatcher");
    const first = await centre.people.change(ADMIN, id, 1, draft("li", "checker"));
    expect(first).toMatchObject({ kind: "done", person: { version: 2, roles: ["checker"] } });
    const second = await centre.people.change(ADMIN, id, 1, draft("li", "leader"));
    expect(second).toMatchObject({ kind: "stale", person: { version: 2, roles: ["checker"] } });
    expect(centre.people.get(id)!.roles).toEqual(["checker"]);
    expect((await centre.audit()).length).toBe(2);
  });

  it("of many changes at once to one version, one wins", async () => {
    const { id } = await account(centre, "li", "dispatcher");
    const answers = await Promise.all(
      Array.from(
        { length: 20 },
        (_, i) => centre.people.change(ADMIN, id, 1, { ...draft("li", "leader"), name: `n${i}` }),
      ),
    );
    expect(answers.filter(({ kind }) => kind === "done")).toHaveLength(1);
    expect(answers.filter(({ kind }) => kind === "stale")).toHaveLength(19);
  });

  it("cannot take the login of another", async () => {
    await account(centre, "li");
    const { id } = await account(centre, "wang");
    expect(await centre.people.change(ADMIN, id, 1, draft("LI"))).toEqual({ kind: "taken", login: "LI" });
    expect(centre.people.get(id)!.version).toBe(1);
  });

  it("gets no link from its owner, who would need no old password for it; from another administrator it does", async () => {
    const { id } = await account(centre, "root", "admin");
    const own = senderOf(centre.people.get(id)!, "s1");
    expect(await centre.people.linkFor(own, id)).toEqual({ kind: "own-link", alone: true });
    const deputy = await account(centre, "deputy", "admin");
    expect(await centre.people.linkFor(own, id)).toEqual({ kind: "own-link", alone: false });
    expect((await centre.audit()).length).toBe(2);
    const made = await centre.people.linkFor(senderOf(deputy, "s2"), id);
    if (made.kind !== "link") throw new Error(made.kind);
    const used = { link: made.secret, origin: "x", password: "a whole new password" };
    expect((await centre.people.setPasswordByLink(used)).kind).toBe("done");
    expect((await centre.people.linkFor(senderOf({ id: "p9", roles: ["leader"] }), id)).kind).toBe("denied");
    expect(await centre.people.linkFor(own, "p99")).toEqual({ kind: "unknown", id: "p99" });
  });

  it("in use is a worker that no other in use is, made or changed, at once too; whoever left gives it free", async () => {
    const worker = (login: string, id: string, active = true) => ({
      ...draft(login, "worker"),
      post: { id, kind: "dedicated", skills: [], grids: [] },
      active,
    });
    const made = await Promise.all(
      ["wa", "wb", "wc"].map((login) => centre.people.create(ADMIN, worker(login, "w1"))),
    );
    expect(made.map(({ kind }) => kind)).toEqual(["done", "worker-taken", "worker-taken"]);
    expect(made[1]).toEqual({ kind: "worker-taken", worker: "w1", login: "wa" });
    const change = (id: string, sent: object) => {
      return centre.people.change(ADMIN, id, centre.people.get(id)!.version, sent);
    };
    expect(await centre.people.create(ADMIN, worker("wb", "w2"))).toMatchObject({ kind: "done" });
    expect(await change("p2", worker("wb", "w1"))).toEqual(made[1]);
    expect((await change("p1", { ...worker("wa", "w1"), name: "别名" })).kind, "its own").toBe("done");
    expect((await change("p1", worker("wa", "w1", false))).kind).toBe("done");
    expect((await change("p2", worker("wb", "w1"))).kind).toBe("done");
    expect(await change("p1", worker("wa", "w1")), "enabled again").toEqual({ ...made[1], login: "wb" });
    expect((await centre.audit()).length).toBe(5);
  });

  it("of somebody who left stays, cannot sign in, and every session of it ends", async () => {
    const { id } = await account(centre, "li", "dispatcher");
    const signed = await centre.sessions.signIn("li", PASSWORD, caller);
    if (signed.kind !== "in") throw new Error(signed.kind);
    expect(centre.sessions.senderOf(signed.token, "x")).not.toBeNull();
    expect(await centre.people.disable(ADMIN, id, 1)).toMatchObject({
      kind: "done",
      ended: [signed.session.id],
    });
    expect(centre.sessions.senderOf(signed.token, "x")).toBeNull();
    expect(await centre.sessions.signIn("li", PASSWORD, caller)).toEqual({ kind: "wrong" });
    expect(centre.people.get(id)).toMatchObject({ login: "li", active: false });
    centre = await centre.again();
    expect(centre.sessions.senderOf(signed.token, "x")).toBeNull();
  });

  it("is managed by administrators only", async () => {
    const { id } = await account(centre, "li");
    for (
      const role of [
        "operator",
        "acceptor",
        "dispatcher",
        "checker",
        "leader",
        "worker",
        "integrator",
      ] as const
    ) {
      const sender = senderOf({ id: "p9", roles: [role] });
      const denied = { kind: "denied", verdict: { ok: false, reason: "role" } };
      expect(await centre.people.create(sender, draft("x"))).toEqual(denied);
      expect(await centre.people.change(sender, id, 1, draft("li", "admin"))).toEqual(denied);
      expect(await centre.people.disable(sender, id, 1)).toEqual(denied);
      expect(await centre.people.setPassword(sender, id, PASSWORD)).toEqual(denied);
      expect(centre.people.list(sender)).toEqual(denied);
    }
    expect((await centre.audit()).length).toBe(1);
  });

  it("that alone can manage accounts is not given up", async () => {
    const { id } = await account(centre, "root", "admin");
    expect(await centre.people.disable(ADMIN, id, 1)).toEqual({ kind: "last-admin" });
    expect(await centre.people.change(ADMIN, id, 1, draft("root", "leader"))).toEqual({ kind: "last-admin" });
    const second = await account(centre, "deputy", "admin");
    expect((await centre.people.disable(ADMIN, id, 1)).kind).toBe("done");
    expect(await centre.people.disable(ADMIN, second.id, 1)).toEqual({ kind: "last-admin" });
  });

  it.each([
    [{ ...draft("a b") }, /login: 2 to 64 letters/],
    [{ ...draft("x1"), roles: ["king"] }, /roles.0/],
    [{ ...draft("x1", "worker") }, /post: goes with the role worker/],
    [{ ...draft("x1"), post: { id: "w1", kind: "dedicated" } }, /post: goes with the role worker/],
    [{ ...draft("x1"), name: "" }, /name/],
    [{ ...draft("x1"), id: "p1" }, /id/],
    [null, /person/],
  ])("is refused by the field that is wrong: %j", async (sent, why) => {
    const answer = await centre.people.create(ADMIN, sent);
    expect(answer).toMatchObject({ kind: "invalid", why: expect.stringMatching(why) });
    expect(await centre.audit()).toEqual([]);
  });

  it("takes a worker's post with its defaults", async () => {
    const sent = { ...draft("wk", "worker"), post: { id: "w-17", kind: "part_time" } };
    expect(await centre.people.create(ADMIN, sent)).toMatchObject({
      person: { post: { id: "w-17", kind: "part_time", skills: [], grids: [] } },
    });
  });
});

describe("a password", () => {
  it.each([["short", /12 letters/], ["liqiangliqiang", /is the login/], [
    "aaaaaaaaaaaaab",
    /different letters/,
  ]])(
    "%s is refused in words",
    async (password, why) => {
      const answer = await centre.people.create(ADMIN, draft("liqiang"), password);
      expect(answer).toMatchObject({ kind: "invalid", why: expect.stringMatching(why) });
    },
  );

  it("set by its owner ends every other session of the account", async () => {
    const { id } = await account(centre, "li");
    const [here, there] = [await signIn("li"), await signIn("li")];
    const sender = centre.sessions.senderOf(here.token, "x")!;
    expect((await centre.people.setPassword(sender, id, "another long one", PASSWORD)).kind).toBe("done");
    expect(centre.sessions.senderOf(here.token, "x")).not.toBeNull();
    expect(centre.sessions.senderOf(there.token, "x")).toBeNull();
    expect((await centre.sessions.signIn("li", PASSWORD, caller)).kind).toBe("wrong");
    expect((await centre.sessions.signIn("li", "another long one", caller)).kind).toBe("in");
  });

  it("of one's own is changed only by whoever knows the old one, slowed down as signing in is", async () => {
    const { id } = await account(centre, "li", "admin");
    const sender = centre.sessions.senderOf((await signIn("li")).token, "10.0.0.7")!;
    const change = (old: unknown) => centre.people.setPassword(sender, id, "another long one", old);
    expect(await change(undefined)).toMatchObject({ kind: "invalid", why: expect.stringMatching(/^old/) });
    for (let i = 0; i < 5; i++) expect(await change("a wrong password")).toEqual({ kind: "wrong" });
    expect(await change(PASSWORD)).toMatchObject({ kind: "wait", seconds: expect.any(Number) });
    const refused = (await centre.audit()).filter(({ action }) => action === "session.refuse");
    expect(refused.map(({ who, origin }) => [who, origin])).toEqual(Array(5).fill([id, "10.0.0.7"]));
    centre.time += 60 * 60_000;
    expect(await change(PASSWORD)).toMatchObject({ kind: "done" });
    // Of others, an administrator sets it without.
    const other = await account(centre, "wang");
    expect((await centre.people.setPassword(sender, other.id, "another long one")).kind).toBe("done");
  });

  it("is kept nowhere in the clear, nor is a token or a link", async () => {
    await account(centre, "li");
    const { token } = await signIn("li");
    const link = await centre.people.makeLink("password", "p1", { who: "p0", origin: "x" });
    await centre.close();
    const bytes = readFileSync(centre.file, "latin1") + readFileSync(`${centre.file}`, "latin1");
    for (const secret of [PASSWORD, token, link]) expect(bytes).not.toContain(secret);
    expect(bytes).toContain("scrypt$4$8$1$");
    centre = await centre.again();
  });
});

async function signIn(login: string) {
  const answer = await centre.sessions.signIn(login, PASSWORD, caller);
  if (answer.kind !== "in") throw new Error(answer.kind);
  return answer;
}

describe("a one-time link", () => {
  const first = (link: string, login = "root") =>
    centre.people.createFirst({ link, origin: "10.0.0.9", login, name: "管理员", password: PASSWORD });
  const make = () => centre.people.makeLink("first-admin", "", { who: "start", origin: "start" });

  it("makes the administrator once, also when it is used twice at the same time", async () => {
    const link = await make();
    const answers = await Promise.all([first(link, "root"), first(link, "other")]);
    expect(answers.map(({ kind }) => kind).sort()).toEqual(["done", "spent"]);
    expect(centre.people.all).toHaveLength(1);
    expect(centre.people.hasAdmin).toBe(true);
    expect(await first(link, "third")).toEqual({ kind: "spent" });
  });

  it("is not used up by a password that is too short", async () => {
    const link = await make();
    expect(
      (await centre.people.createFirst({ link, origin: "x", login: "root", name: "r", password: "x" })).kind,
    )
      .toBe("invalid");
    expect((await first(link)).kind).toBe("done");
  });

  it("ends with its time, and with the next one", async () => {
    const old = await make();
    const link = await make();
    expect(await first(old)).toEqual({ kind: "spent" });
    centre.time += LINK_LIFE_MS + 1;
    expect(await first(link)).toEqual({ kind: "spent" });
    expect(await first("made up")).toEqual({ kind: "spent" });
  });

  it("makes no administrator beside one who came another way", async () => {
    const link = await make();
    await account(centre, "imported", "admin");
    expect(await first(link)).toEqual({ kind: "spent" });
    expect(centre.people.all).toHaveLength(1);
  });

  it("is worth nothing any more once the account has a password in another way", async () => {
    const { id } = await account(centre, "li", "leader");
    const link = await centre.people.makeLink("password", id, { who: "p0", origin: "x" });
    expect((await centre.people.setPassword(ADMIN, id, "set by an administrator")).kind).toBe("done");
    expect(await centre.people.setPasswordByLink({ link, origin: "x", password: PASSWORD }))
      .toEqual({ kind: "spent" });
    expect((await centre.sessions.signIn("li", "set by an administrator", caller)).kind).toBe("in");
  });

  it("sets a password for the account it was made for, and for nothing else", async () => {
    const made = await centre.people.create(ADMIN, draft("li", "leader"));
    if (made.kind !== "done") throw new Error(made.kind);
    const link = await centre.people.makeLink("password", made.person.id, { who: "p0", origin: "x" });
    expect(await first(link)).toEqual({ kind: "spent" });
    const by = { link, origin: "x", password: PASSWORD };
    expect((await centre.people.setPasswordByLink(by)).kind).toBe("done");
    expect(await centre.people.setPasswordByLink(by)).toEqual({ kind: "spent" });
    expect((await centre.sessions.signIn("li", PASSWORD, caller)).kind).toBe("in");
  });
});

it("everything done to accounts and sessions stands in one chain that holds", async () => {
  const { id } = await account(centre, "li");
  const { token, session } = await signIn("li");
  await centre.sessions.signIn("li", "wrong wrong wrong", caller);
  await centre.sessions.end(centre.sessions.senderOf(token, "x")!, session.id);
  await centre.people.disable(ADMIN, id, 1);
  const rows = await centre.audit();
  expect(rows.map(({ action }) => action)).toEqual([
    "people.manage",
    "session.begin",
    "session.refuse",
    "session.end",
    "people.manage",
  ]);
  const check = new ChainCheck();
  expect(rows.map((row) => check.next(row))).toEqual(rows.map(() => null));
  expect(check.head.number).toBe(rows.length);
});
