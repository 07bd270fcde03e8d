/** What every ledger must do, whatever it is kept in: each implementation runs this one suite. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Ledger } from "../../store/ledger.ts";
import type { AssignCommand, Camera, CityEvent, Incident } from "../../store/record.ts";
import { command, incident, row, T0 } from "./ledger_suite_rows.ts";

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

    it("sends one worker to an incident and tells the second who was first", async () => {
      await put("a");
      const first = await ledger.assign(command("k1", "a", "w1", "Lin"), T0 + 1);
      const assignment = { source: "hotline", incident: "a", worker: "w1", by: "Lin", at: T0 + 1 };
      expect(first).toEqual({ kind: "assigned", assignment, seq: 2 });
      expect(await ledger.assign(command("k2", "a", "w2", "Wang"), T0 + 2)).toEqual({
        kind: "taken",
        assignment,
      });
      expect(await ledger.assignments()).toEqual([assignment]);
      expect((await ledger.openIncidents())[0]!.assignment).toEqual(assignment);
    });

    it("answers the same key the same again, and refuses a key with another command", async () => {
      await put("a");
      await put("b");
      const first = await ledger.assign(command("k1", "a", "w1"), T0 + 1);
      expect(await ledger.assign(command("k1", "a", "w1"), T0 + 9)).toEqual(first);
      const reused = { kind: "refused", reason: "key-reused" };
      expect(await ledger.assign(command("k1", "b", "w1"), T0)).toEqual(reused);
      const lost = await ledger.assign(command("k2", "a", "w2"), T0 + 2);
      await put("a", { status: "closed" }, T0 + 3);
      expect(await ledger.assign(command("k2", "a", "w2"), T0 + 4)).toEqual(lost);
      expect(await ledger.seq()).toBe(4);
    });

    it("refuses what cannot be assigned, by name", async () => {
      await put("a");
      await put("b");
      await put("shut", { status: "closed" });
      await ledger.assign(command("k1", "a", "w1"), T0);
      const reason = async (sent: AssignCommand) => {
        const answer = await ledger.assign(sent, T0);
        return answer.kind === "refused" ? answer.reason : answer.kind;
      };
      expect(await reason(command("k2", "nobody", "w2"))).toBe("unknown-incident");
      expect(await reason(command("k3", "shut", "w2"))).toBe("not-open");
      expect(await reason(command("k4", "b", "w1"))).toBe("worker-busy");
      expect(await reason(command("", "b", "w2"))).toBe("bad-command");
      expect(await reason(command("k5", "b", ""))).toBe("bad-command");
    });

    it("frees a worker when the incident closes; the record still says who was sent", async () => {
      await put("a");
      await put("b");
      await ledger.assign(command("k1", "a", "w1"), T0);
      const { event } = await put("a", { status: "closed" }, T0 + 1);
      expect(event!.incident.assignment?.worker).toBe("w1");
      expect(await ledger.assignments()).toEqual([]);
      expect((await ledger.assign(command("k2", "b", "w1"), T0 + 2)).kind).toBe("assigned");
    });

    it("numbers events without a gap, and gives each back as it was told first", async () => {
      const told: CityEvent[] = [];
      const tell = (event: CityEvent | undefined) => event && told.push(event);
      tell((await put("a")).event);
      tell((await ledger.putCameras([camera], T0)).event);
      tell((await put("b", { text: "two" })).event);
      const answer = await ledger.assign(command("k1", "a", "w1"), T0 + 1);
      if (answer.kind === "assigned") {
        tell({ seq: answer.seq, at: T0 + 1, kind: "assigned", assignment: answer.assignment });
      }
      await ledger.assign(command("k2", "a", "w2"), T0 + 1);
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

    it("lets one of many racing clients win each incident, and gives no worker two", async () => {
      const ids = Array.from({ length: 20 }, (_, i) => `i${i}`);
      await ledger.putIncidents(ids.map((id) => row(id)), T0);
      const answers = await Promise.all(
        ids.flatMap((id, i) =>
          ["x", "y", "z"].map((who, j) =>
            ledger.assign(command(`${id}${who}`, id, `w${(i + j) % 25}`, who), T0)
          )
        ),
      );
      const won = answers.flatMap((answer) => answer.kind === "assigned" ? [answer.assignment] : []);
      expect(new Set(won.map((one) => one.incident)).size).toBe(won.length);
      expect(new Set(won.map((one) => one.worker)).size).toBe(won.length);
      expect(await ledger.assignments()).toEqual(won);
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
      await ledger.assign(command("k1", "a", "w1"), T0);
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
