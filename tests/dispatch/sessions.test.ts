import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Sessions } from "../../dispatch/sessions.ts";
import { SESSION_IDLE_MS, SESSION_LIFE_MS } from "../../store/session.ts";
import { networkOf } from "../../dispatch/throttle.ts";
import { account, ADMIN, type Centre, openCentre, PASSWORD, senderOf } from "./centre.ts";

let centre: Centre;
beforeEach(async () => {
  centre = await openCentre();
  await account(centre, "li", "dispatcher");
});
afterEach(async () => await centre.dispose());

const from = (address: string) => ({ address, agent: "a browser" });
const here = from("10.0.0.9");

async function signIn() {
  const answer = await centre.sessions.signIn("li", PASSWORD, here);
  if (answer.kind !== "in") throw new Error(answer.kind);
  return answer;
}

describe("a session", () => {
  it("names the person and where the request comes from, and outlives a restart", async () => {
    const { token, session } = await signIn();
    expect(token).toMatch(/^[\w-]{43}$/);
    centre = await centre.again();
    expect(centre.sessions.senderOf(token, "10.0.0.10")).toMatchObject({
      person: { login: "li" },
      origin: "10.0.0.10",
      session: session.id,
    });
    expect(centre.sessions.senderOf(session.id, "x")).toBeNull();
    expect(centre.sessions.senderOf("", "x")).toBeNull();
  });

  it("ends after twelve idle hours, and goes on as long as it is used", async () => {
    const { token } = await signIn();
    for (let i = 0; i < 10; i++) {
      centre.time += SESSION_IDLE_MS - 1_000;
      expect(centre.sessions.senderOf(token, "x")).not.toBeNull();
    }
    // What was seen last is on the disk too.
    centre = await centre.again();
    centre.time += SESSION_IDLE_MS - 1_000;
    expect(centre.sessions.senderOf(token, "x")).not.toBeNull();
    centre.time += SESSION_IDLE_MS + 1;
    expect(centre.sessions.senderOf(token, "x")).toBeNull();
    expect(centre.sessions.list()).toEqual([]);
  });

  it("ends after a week, however busy", async () => {
    const { token } = await signIn();
    const end = centre.time + SESSION_LIFE_MS;
    while (centre.time + SESSION_IDLE_MS < end) {
      centre.time += SESSION_IDLE_MS;
      expect(centre.sessions.senderOf(token, "x")).not.toBeNull();
    }
    centre.time = end + 1;
    expect(centre.sessions.senderOf(token, "x")).toBeNull();
    expect((await centre.audit()).at(-1)).toMatchObject({ action: "session.end", who: "p1" });
  });

  it("that was ended is over at once, and stays so", async () => {
    const [one, other] = [await signIn(), await signIn()];
    expect(centre.sessions.list("p1").map(({ id }) => id).sort()).toEqual(
      [one.session.id, other.session.id].sort(),
    );
    const sender = centre.sessions.senderOf(other.token, "x")!;
    const ending = centre.sessions.end(sender, one.session.id);
    expect(centre.sessions.senderOf(one.token, "x")).toBeNull();
    expect(await ending).toBe(true);
    expect(await centre.sessions.end(sender, one.session.id)).toBe(false);
    expect((await centre.audit()).at(-1)).toMatchObject({
      action: "session.revoke",
      object: `session ${one.session.id}`,
    });
    centre = await centre.again();
    expect(centre.sessions.senderOf(one.token, "x")).toBeNull();
    expect(centre.sessions.senderOf(other.token, "x")).not.toBeNull();
  });

  it("is told to have ended once, however many others go on", async () => {
    let told = 0;
    const sessions = await Sessions.open({
      ledger: centre.ledger,
      now: () => centre.time,
      report: () => {},
      person: (id) => centre.people.get(id),
      onEnded: () => void told++,
    });
    const signedIn = [];
    for (let i = 0; i < 4; i++) signedIn.push(await sessions.begin(centre.people.get("p1")!, here));
    sessions.forget([signedIn[0]!.session.id, signedIn[1]!.session.id]);
    expect([told, sessions.list("p1").length]).toEqual([1, 2]);
  });

  it("are found by what is asked, the one last used first, some of them, with their number", async () => {
    const { sessions } = centre, person = centre.people.get("p1")!;
    const made = [];
    for (const address of ["10.0.0.1", "10.0.0.2", "10.0.0.3"]) {
      made.push(await sessions.begin(person, { ...here, address }));
      centre.time += 1_000;
    }
    sessions.senderOf(made[1]!.token, "x");
    const found = sessions.find(({ address }) => address !== "10.0.0.1", 1);
    expect(found).toEqual({ sessions: [{ ...made[1]!.session, seen: centre.time }], total: 2 });
    expect(sessions.find(() => true, 9).sessions.map(({ address }) => address)).toEqual([
      ...["10.0.0.2", "10.0.0.3", "10.0.0.1"],
    ]);
  });

  it("follows a change of the account at once", async () => {
    const { token } = await signIn();
    const admin = senderOf({ roles: ["admin"] });
    await centre.people.change(admin, "p1", 1, { login: "li", name: "李", roles: ["checker"], areas: [] });
    expect(centre.sessions.senderOf(token, "x")!.person.roles).toEqual(["checker"]);
  });
});

describe("signing in", () => {
  it("says the same of an unknown login and a wrong password, and keeps what was typed", async () => {
    expect(await centre.sessions.signIn("li", "wrong", here)).toEqual({ kind: "wrong" });
    expect(await centre.sessions.signIn("nobody", "wrong", here)).toEqual({ kind: "wrong" });
    expect((await centre.audit()).slice(-2).map(({ who, action }) => [who, action])).toEqual([
      ["p1", "session.refuse"],
      ["nobody", "session.refuse"],
    ]);
  });

  it("makes whoever keeps failing on one account wait longer and longer, from wherever", async () => {
    const waits: number[] = [];
    for (let i = 0; i < 12; i++) {
      const answer = await centre.sessions.signIn("li", "wrong", from(`10.0.1.${i}`));
      if (answer.kind === "wait") {
        waits.push(answer.seconds);
        centre.time += answer.seconds * 1000;
      }
    }
    expect(waits.slice(0, 3)).toEqual([5, 10, 20]);
    await centre.sessions.signIn("li", "wrong", here);
    // The right password waits like any other.
    expect((await centre.sessions.signIn("LI", PASSWORD, here)).kind).toBe("wait");
    centre.time += 20 * 60_000;
    expect((await centre.sessions.signIn("li", PASSWORD, here)).kind).toBe("in");
    expect((await centre.sessions.signIn("li", "wrong", here)).kind).toBe("wrong");
  });

  it("counts tries on one account as its own, however its login is typed", async () => {
    const blanks = [" ", "\t", "\n", "\u2028", "\ufeff", "\u3000", "\u00a0"];
    const typed = [...blanks.map((blank) => "li" + blank.repeat(70) + "x"), "ＬＩ", " li", "Li\t"];
    const answers: string[] = [];
    for (const [i, login] of typed.entries()) {
      answers.push((await centre.sessions.signIn(login, "wrong", from(`10.0.2.${i}`))).kind);
    }
    expect(answers.filter((kind) => kind === "wrong")).toHaveLength(5);
  });

  it("lets nobody in by a password that was changed while it was checked", async () => {
    const { ledger, people } = centre;
    const reset = "quite another password";
    const slow = {
      ...{ audit: ledger.audit, sessions: ledger.sessions },
      people: new Proxy(ledger.people, {
        get: (room, method) =>
          method !== "credentials" ? Reflect.get(room, method) : async (login: string) => {
            const found = await room.credentials(login);
            expect((await people.setPassword(ADMIN, "p1", reset)).kind).toBe("done");
            return found;
          },
      }),
    };
    const sessions = await Sessions.open({
      ledger: slow,
      now: () => centre.time,
      report: () => {},
      person: (id) => people.get(id),
    });
    expect((await sessions.signIn("li", PASSWORD, here)).kind).toBe("wrong");
    expect(sessions.list("p1")).toEqual([]);
    centre = await centre.again();
    expect(centre.sessions.list("p1")).toEqual([]);
    expect((await centre.sessions.signIn("li", reset, here)).kind).toBe("in");
  });

  it("counts the addresses of one IPv6 network as one", async () => {
    const kinds: string[] = [];
    for (let i = 0; i < 22; i++) await account(centre, `n${i}`);
    for (let i = 0; i < 22; i++) {
      const address = i % 2 ? `2001:db8:0:7::${i.toString(16)}` : `2001:DB8::7:${i}:0:0:1`;
      kinds.push((await centre.sessions.signIn(`n${i}`, "wrong", from(address))).kind);
    }
    expect(kinds.at(-1)).toBe("wait");
    expect((await centre.sessions.signIn("li", PASSWORD, from("2001:db8:0:8::1"))).kind).toBe("in");
    const forms = ["::1", "fe80::1%eth0", "2001:db8::", "2001:db8:0:7:1:2:3:4", "10.0.0.1", "unknown"];
    expect(forms.map(networkOf)).toEqual(
      ["0:0:0:0", "fe80:0:0:0", "2001:db8:0:0", "2001:db8:0:7", "10.0.0.1", "unknown"],
    );
  });

  it("makes an address wait that tries one login after the other; others are let in", async () => {
    for (let i = 0; i < 22; i++) await account(centre, `n${i}`);
    let waited = false;
    for (let i = 0; i < 22; i++) {
      waited ||= (await centre.sessions.signIn(`n${i}`, "wrong", from("6.6.6.6"))).kind === "wait";
    }
    expect(waited).toBe(true);
    expect((await centre.sessions.signIn("li", PASSWORD, from("6.6.6.6"))).kind).toBe("wait");
    expect((await centre.sessions.signIn("li", PASSWORD, here)).kind).toBe("in");
  });

  it("counts tries that are still under way", async () => {
    const answers = await Promise.all(
      Array.from({ length: 30 }, () => centre.sessions.signIn("li", "wrong", here)),
    );
    expect(answers.filter(({ kind }) => kind === "wrong")).toHaveLength(5);
  });
});
