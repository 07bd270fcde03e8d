/** What every ledger must do, whatever it is kept in: each implementation runs this one suite. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { AlertDraft } from "../../store/alert.ts";
import { type AuditRow, ChainCheck } from "../../store/audit.ts";
import type { Ledger } from "../../store/ledger.ts";
import type { Camera, CityEvent, Incident } from "../../store/record.ts";
import { caseWrite, incident, row, T0 } from "./ledger_suite_rows.ts";

/** A fresh, empty home for a ledger. */
export interface LedgerHome {
  open(): Promise<Ledger>;
  dispose(): Promise<void>;
}

const camera: Camera = {
  id: "c1",
  name: "North gate",
  lat: 31.2,
  lon: 121.4,
  streams: [{ url: "https://example.org/a.m3u8", kind: "hls" }],
};

const silent = (worker: string): AlertDraft => ({
  ...{ kind: "silent", cause: `silent/${worker}`, at: T0, severity: 3 },
  ...{ subject: { worker, areas: ["d1"] }, to: ["dispatcher"], data: {} },
});

export function ledgerSuite(name: string, home: () => Promise<LedgerHome>): void {
  describe(`${name} as a ledger`, () => {
    let place: LedgerHome;
    let ledger: Ledger;
    beforeEach(async () => {
      place = await home();
      ledger = await place.open();
    });
    afterEach(async () => {
      await ledger.close();
      await place.dispose();
    });

    const put = async (id: string, change: Partial<Incident> = {}, at = T0) =>
      (await ledger.putIncidents([row(id, change)], at))[0]!;

    it("is empty at first", async () => {
      expect(await ledger.seq()).toBe(0);
      expect(await ledger.openIncidents()).toEqual([]);
      expect(await ledger.events(0, 10)).toEqual([]);
      expect(await ledger.putIncidents([], T0)).toEqual([]);
      expect(await ledger.putCameras([], T0)).toEqual({ changed: 0 });
    });

    it("stores an incident once, however often it is sent", async () => {
      const results = await ledger.putIncidents([row("a"), row("a"), row("b")], T0);
      expect(results.map(({ kind }) => kind)).toEqual(["new", "same", "new"]);
      expect((await put("a", {}, T0 + 5)).kind).toBe("same");
      expect(await ledger.seq()).toBe(2);
      expect((await ledger.openIncidents()).map(({ id }) => id)).toEqual(["a", "b"]);
    });

    it("keeps incidents of two sources apart though their ids are equal", async () => {
      await put("a");
      expect((await put("a", { source: "patrol" })).kind).toBe("new");
      expect(await ledger.openIncidents()).toHaveLength(2);
    });

    it("gives an update the next revision and keeps what was before", async () => {
      await put("a", {}, T0);
      const { kind, event } = await put("a", { severity: 1, text: "It burns" }, T0 + 1_000);
      expect(kind).toBe("changed");
      expect(event!.incident).toMatchObject({ revision: 2, severity: 1, received: T0, updated: T0 + 1_000 });
      const history = await ledger.history("hotline", "a");
      expect(history.map(({ revision, severity, text }) => [revision, severity, text])).toEqual([
        [1, 3, undefined],
        [2, 1, "It burns"],
      ]);
      expect(await ledger.history("hotline", "nobody")).toEqual([]);
    });

    it("takes a withdrawn incident from the open ones, keeps its history, and lets it come back", async () => {
      await put("a");
      await put("a", { status: "withdrawn" }, T0 + 1);
      expect(await ledger.openIncidents()).toEqual([]);
      await put("a", {}, T0 + 2);
      expect((await ledger.openIncidents())[0]).toMatchObject({ id: "a", revision: 3, received: T0 });
      const states = (await ledger.history("hotline", "a")).map(({ status }) => status);
      expect(states).toEqual(["open", "withdrawn", "open"]);
    });

    it("takes a field away when the source no longer sends it", async () => {
      await put("a", { text: "wet paint" });
      expect((await put("a")).kind).toBe("changed");
      expect("text" in (await ledger.openIncidents())[0]!).toBe(false);
    });

    it("gives back every text as it came", async () => {
      const title = `井盖"丢失"\n\u0000 \\ ${String.fromCodePoint(0x20BB7)} '; DROP TABLE events; --`;
      await put("a", { title, id: "a'\n|b" });
      expect((await ledger.openIncidents())[0]).toMatchObject({ title, id: "a'\n|b" });
    });

    it("finds what came in since an instant, open or not", async () => {
      await put("early", {}, T0 - 5_000);
      await put("a", {}, T0);
      await put("b", { status: "closed" }, T0 + 1_000);
      await put("early", { severity: 2 }, T0 + 2_000);
      expect((await ledger.incidentsSince(T0)).map(({ id }) => id)).toEqual(["a", "b"]);
    });

    it("keeps cameras, and counts only those that changed", async () => {
      const other: Camera = { ...camera, id: "c2", bearing: 90 };
      expect(await ledger.putCameras([camera, other], T0)).toMatchObject({
        changed: 2,
        event: { changed: 2 },
      });
      expect(await ledger.putCameras([camera, other], T0)).toEqual({ changed: 0 });
      expect((await ledger.putCameras([camera, { ...other, bearing: 91 }], T0)).changed).toBe(1);
      expect(await ledger.cameras()).toEqual([camera, { ...other, bearing: 91 }]);
    });

    it("numbers events without a gap, and gives each back as it was told first", async () => {
      const told: CityEvent[] = [];
      const tell = (event: CityEvent | undefined) => event && told.push(event);
      tell((await put("a")).event);
      tell((await ledger.putCameras([camera], T0)).event);
      tell((await put("b", { text: "two" })).event);
      const written = await ledger.cases.commit(caseWrite("20261127-00001"));
      if (written.kind === "done") written.events.forEach(tell);
      expect((await ledger.cases.commit(caseWrite("20261127-00001"))).kind).toBe("again");
      tell((await put("a", { severity: 1 }, T0 + 2)).event);
      expect(told.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
      expect(await ledger.events(0, 100)).toEqual(told);
      expect(await ledger.events(2, 2)).toEqual(told.slice(2, 4));
      expect(await ledger.events(5, 100)).toEqual([]);
    });

    it("answers writes in the order of their numbers", async () => {
      const order: number[] = [];
      await Promise.all(Array.from({ length: 60 }, async (_, i) => {
        if (i % 3 === 0) order.push((await ledger.putCameras([{ ...camera, name: `${i}` }], T0)).event!.seq);
        else order.push((await ledger.putIncidents([row(`i${i}`)], T0))[0]!.event!.seq);
      }));
      expect(order).toEqual(Array.from({ length: 60 }, (_, i) => i + 1));
    });

    it("lets one of many who saw the same version of a case write, and tells the others what it is now", async () => {
      await ledger.cases.commit(caseWrite("20261127-00001"));
      const answers = await Promise.all(
        Array.from(
          { length: 30 },
          (_, i) =>
            ledger.cases.commit(caseWrite("20261127-00001", { expected: 1, key: `k${i}`, by: `d${i}` })),
        ),
      );
      expect(answers.filter(({ kind }) => kind === "done")).toHaveLength(1);
      const stale = { kind: "stale", id: "20261127-00001", version: 2 };
      for (const answer of answers) if (answer.kind !== "done") expect(answer).toEqual(stale);
      expect(await ledger.seq()).toBe(2);
    });

    it("gives a key its first answer, and refuses it for anything else", async () => {
      const write = caseWrite("20261127-00001", { key: "k" });
      expect((await ledger.cases.commit(write)).kind).toBe("done");
      expect(await ledger.cases.commit(write)).toEqual({ kind: "again", answer: write.answer });
      expect(await ledger.cases.commit({ ...write, body: "other" })).toEqual({ kind: "key-reused" });
      expect(await ledger.cases.refuse({ key: "k", body: write.body }, T0, { kind: "refused" })).toEqual({
        kind: "again",
        answer: write.answer,
      });
      const refused = { kind: "again", answer: { kind: "refused" } };
      expect(await ledger.cases.refuse({ key: "r", body: "b" }, T0, { kind: "refused" })).toEqual(refused);
      expect(await ledger.cases.refuse({ key: "r", body: "b" }, T0, { kind: "other" })).toEqual(refused);
      expect(await ledger.seq()).toBe(1);
    });

    it("writes all cases of a command or none", async () => {
      await ledger.cases.commit(caseWrite("20261127-00001"));
      await ledger.cases.commit(caseWrite("20261127-00002"));
      const [one, two] = [
        caseWrite("20261127-00001", { expected: 1 }),
        caseWrite("20261127-00002", { expected: 7, key: "both" }),
      ];
      const both = { ...two, parts: [...one.parts, ...two.parts] };
      expect(await ledger.cases.commit(both)).toEqual({ kind: "stale", id: "20261127-00002", version: 1 });
      expect(await ledger.seq()).toBe(2);
      expect((await ledger.cases.get("20261127-00001"))[0]!.version).toBe(1);
    });

    it("numbers the cases of a day on from the greatest, beyond five digits too", async () => {
      expect(await ledger.cases.serialsOf("20261127")).toBe(0);
      for (const id of ["20261127-99999", "20261127-100000", "20261128-00007"]) {
        await ledger.cases.commit(caseWrite(id));
      }
      expect(await ledger.cases.serialsOf("20261127")).toBe(100_000);
      expect(await ledger.cases.serialsOf("20261128")).toBe(7);
    });

    it("chains the audit record, so that an edit or a gap shows", async () => {
      for (let i = 0; i < 5; i++) await ledger.cases.commit(caseWrite("20261127-00001", { expected: i }));
      const rows = await ledger.audit.after(0, 100);
      const faultOf = (chain: readonly AuditRow[]) => {
        const check = new ChainCheck();
        return chain.map((row) => check.next(row)).find((fault) => fault !== null) ?? null;
      };
      expect(rows).toHaveLength(5);
      expect(faultOf(rows)).toBeNull();
      expect(faultOf(rows.toSpliced(2, 1))).toEqual({ kind: "gap", after: 2, found: 4 });
      expect(faultOf(rows.with(2, { ...rows[2]!, who: "Wang" }))).toEqual({ kind: "edited", number: 3 });
      expect(faultOf(rows.with(2, { ...rows[2]!, detail: "{}" }))).toEqual({ kind: "edited", number: 3 });
      const renumbered = rows.toSpliced(2, 1).map((row, i) => ({ ...row, number: i + 1 }));
      expect(faultOf(renumbered)).toEqual({ kind: "edited", number: 3 });
    });

    it("keeps a chain that holds, whatever letters somebody typed who was turned away", async () => {
      for (const who of ["\ud800", "half \udc00 a letter", "a\0b", "\0", "李\ufeff", "🙂"]) {
        const entry = { at: T0, who, origin: who, action: "session.refuse", object: who, detail: { who } };
        await ledger.audit.add(entry);
      }
      const check = new ChainCheck();
      const rows = await ledger.audit.after(0, 10);
      for (const row of rows) expect(check.next(row), JSON.stringify(row.who)).toBeNull();
      expect(rows.map(({ who }) => who)).toEqual(["�", "half � a letter", "a�b", "�", "李\ufeff", "🙂"]);
    });

    it("has at most one open alert of a cause, and tells each change of it as an event", async () => {
      const { alerts } = ledger;
      const raised = await alerts.raise([silent("w1"), silent("w2"), silent("w1")]);
      expect(raised.map(({ seq, did, alert }) => [seq, did, alert.id])).toEqual([[1, "raised", "a1"], [
        2,
        "raised",
        "a2",
      ]]);
      expect(await alerts.raise([silent("w2")])).toEqual([]);
      const [ended] = await alerts.end(
        ["silent/w1", "silent/nobody"].map((cause) => ({ cause, at: T0 + 5 })),
      );
      expect(ended).toMatchObject({ seq: 3, did: "ended", alert: { id: "a1", ended: T0 + 5 } });
      expect((await alerts.raise([silent("w1")]))[0]!.alert.id).toBe("a3");
      expect((await alerts.open()).map(({ id }) => id)).toEqual(["a2", "a3"]);
      expect((await alerts.latest(T0 + 1, 2)).map(({ id }) => id)).toEqual(["a3", "a2"]);
      const past = async (mark: string, before: Parameters<typeof alerts.past>[1] = null) =>
        (await alerts.past([{ kind: "silent", mark }], before, 5)).map(({ id }) => id);
      expect(await past("worker w1"), "what goes on is not over").toEqual(["a1"]);
      expect([await past(""), await past("", { at: T0, number: 1 })]).toEqual([["a1"], []]);
      expect(await ledger.events(0, 10)).toMatchObject([...raised, ended, { kind: "alert" }]);
    });

    it("lets one of many acknowledge an alert, and tells the others who that was", async () => {
      await ledger.alerts.raise([silent("w1")]);
      const write = (by: string) => ({
        ...{ key: by, body: by, id: "a1", acknowledged: { by, name: by, at: T0 } },
        audit: { at: T0, who: by, origin: "test", action: "alert.acknowledge", detail: {} },
      });
      const written = await Promise.all(["a", "b", "c"].map((by) => ledger.alerts.acknowledge(write(by))));
      expect(written.map(({ kind }) => kind)).toEqual(["done", "taken", "taken"]);
      expect(written[1]).toMatchObject({ alert: { acknowledged: { name: "a" }, ended: null } });
      const again = await ledger.alerts.acknowledge(write("a"));
      expect(again).toMatchObject({ kind: "again", answer: { kind: "done", alert: { id: "a1" } } });
      expect(await ledger.alerts.acknowledge({ ...write("a"), body: "other" })).toEqual({
        kind: "key-reused",
      });
      expect(await ledger.alerts.acknowledge({ ...write("d"), id: "a9" })).toEqual({ kind: "unknown" });
      expect(await ledger.audit.find({ object: "alert a1", limit: 10 })).toHaveLength(1);
    });

    it("keeps one SOS of a worker who calls again, and begins another after somebody acknowledged", async () => {
      const call = (key: string, lat: number) =>
        ledger.alerts.sos({
          ...{ key, body: key, audit: { at: T0, who: "p1", origin: "t", action: "sos.send", detail: {} } },
          draft: { ...silent("w1"), kind: "sos", cause: "sos/w1", subject: { worker: "w1", areas: [], lat } },
        });
      expect(await call("k1", 1)).toMatchObject({ event: { did: "raised", alert: { data: { times: 1 } } } });
      expect(await call("k1", 1)).toMatchObject({ kind: "again", answer: { alert: { id: "a1" } } });
      const second = { did: "repeated", alert: { id: "a1", subject: { lat: 2 }, data: { times: 2 } } };
      expect(await call("k2", 2)).toMatchObject({ event: second });
      const audit = { at: T0, who: "p2", origin: "t", action: "sos.acknowledge", detail: {} };
      const acknowledged = { by: "p2", name: "二", at: T0 + 9 };
      await ledger.alerts.acknowledge({ key: "k3", body: "", id: "a1", acknowledged, audit });
      expect(await ledger.alerts.get("a1")).toMatchObject([{ acknowledged, ended: T0 + 9 }]);
      expect(await call("k4", 3)).toMatchObject({ event: { alert: { id: "a2", acknowledged: null } } });
      expect(await ledger.audit.find({ limit: 10 })).toHaveLength(4);
    });

    it("stores all rows of a call or none", async () => {
      const broken = { incident: { ...incident("bad"), source: null as unknown as string }, cell: "" };
      await expect(ledger.putIncidents([row("good"), broken], T0)).rejects.toMatchObject({
        name: "LedgerError",
      });
      expect(await ledger.seq()).toBe(0);
      expect(await ledger.openIncidents()).toEqual([]);
      expect((await put("good")).event!.seq).toBe(1);
    });

    it("turns writers away by name when too much waits, and takes them again afterwards", async () => {
      const rows = Array.from({ length: 12_000 }, (_, i) => row(`i${i}`));
      const bulk = ledger.putIncidents(rows, T0);
      await expect(ledger.putIncidents(rows, T0)).rejects.toMatchObject({
        name: "LedgerError",
        fault: "busy",
      });
      expect(await bulk).toHaveLength(12_000);
      expect((await put("after")).kind).toBe("new");
    });

    it("has everything after it was closed and opened again", async () => {
      await put("a");
      await ledger.putCameras([camera], T0);
      await ledger.cases.commit(caseWrite("20261127-00001"));
      const before = [await ledger.openIncidents(), await ledger.events(0, 9), await ledger.cameras()];
      await ledger.close();
      await expect(ledger.seq()).rejects.toMatchObject({ name: "LedgerError", fault: "closed" });
      ledger = await place.open();
      expect([await ledger.openIncidents(), await ledger.events(0, 9), await ledger.cameras()]).toEqual(
        before,
      );
      expect((await put("b")).event!.seq).toBe(4);
    });
  });
}
