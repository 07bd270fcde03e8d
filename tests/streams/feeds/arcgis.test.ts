import { Buffer } from "node:buffer";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { checkCityFile, type PolledFeed, readCityFolder } from "../../../store/city_folder.ts";
import { ArcgisFeed, type PollPorts, queryUrl } from "../../../streams/feeds/arcgis.ts";
import { identityOf } from "../../../streams/feeds/arcgis_incident.ts";
import { FeedBook } from "../../../streams/feeds/health.ts";
import type { Incident } from "../../../streams/record.ts";
import { MISSING, readArchive, recording, WHERE } from "./recordings.ts";
import { openUpstream } from "./upstream.ts";

const HOUSTON = new URL("../../cities/houston-polls", import.meta.url).pathname;
const city = readCityFolder(HOUSTON);
const never = new AbortController().signal;

/** What the feed said so far, as the ledger would have it: the last word on each incident. */
class Kept {
  readonly last = new Map<string, Incident>();
  readonly history: Incident[] = [];
  take = (_feed: string, incidents: readonly Incident[]) => {
    for (const incident of incidents) this.last.set(incident.id, incident);
    this.history.push(...incidents);
    return Promise.resolve();
  };
  open(): string[] {
    return [...this.last.values()].filter(({ status }) => status === "open").map(({ id }) => id).sort();
  }
}

function setUp(url: string, change: Partial<PollPorts> = {}) {
  const feed = { ...city.feeds[0]!, url };
  const kept = new Kept();
  const book = new FeedBook();
  const faults: unknown[] = [];
  const ports: PollPorts = {
    bounds: city.bounds,
    book,
    keep: kept.take,
    open: () => [],
    now: () => 1_760_000_000_000,
    random: () => 0,
    report: (_stage, error) => faults.push(error),
    ...change,
  };
  return { feed, kept, book, faults, ports, polled: new ArcgisFeed(feed, ports) };
}

const attributes = (change: object = {}) => ({
  UID: 1,
  Agency: "F",
  CALL_TIME: 1_759_278_720_000,
  Address: "JENSEN DR",
  CrossStreet: null,
  LATITUDE: 29.848152,
  LONGITUDE: -95.342901,
  IncidentType: "EMS EVENT",
  Units: "A034",
  ...change,
});
const list = (...rows: object[]) => Response.json({ features: rows.map((row) => ({ attributes: row })) });

describe("ArcgisFeed", () => {
  it("opens, changes, closes and reopens what the list says", async () => {
    await using upstream = openUpstream();
    const { polled, kept, feed, book } = setUp(upstream.url);
    const [a, b] = [attributes(), attributes({ Address: "JOLIET ST" })];
    upstream.answer = () => list(a, b);
    expect(await polled.poll(never)).toBe(true);
    upstream.answer = () => list({ ...a, Units: "A034,E012" });
    await polled.poll(never);
    upstream.answer = () => list(a, b);
    await polled.poll(never);
    await polled.poll(never);
    const ids = [a, b].map((row) => identityOf(row, feed.key));
    expect(kept.history.map(({ id, status, text }) => [ids.indexOf(id), status, text])).toEqual([
      [0, "open", "A034"],
      [1, "open", "A034"],
      [0, "open", "A034,E012"],
      [1, "closed", "A034"],
      [0, "open", "A034"],
      [1, "open", "A034"],
    ]);
    expect(kept.history[0]).toMatchObject({ source: feed.name, category: "EMS EVENT", address: "JENSEN DR" });
    expect(book.health(1_760_000_000_000)[0]).toMatchObject({ state: "live", rejected: 0 });
  });

  it("tells incidents apart by the key fields, since the UID names several", async () => {
    await using upstream = openUpstream();
    const { polled, kept } = setUp(upstream.url);
    upstream.answer = () =>
      list(attributes(), attributes({ IncidentType: "CAR FIRE" }), attributes({ UID: 2 }));
    await polled.poll(never);
    expect(kept.history.map(({ category }) => category)).toEqual(["EMS EVENT", "CAR FIRE"]);
  });

  it("closes nothing after a bad poll, says why it is down, and heals by itself", async () => {
    await using upstream = openUpstream();
    const { polled, kept, book } = setUp(upstream.url);
    upstream.answer = () => list(attributes());
    await polled.poll(never);
    const bad: [() => Response, RegExp][] = [
      [() => new Response(""), /empty/],
      [
        () => Response.json({ error: { code: 500, message: "Error performing query operation" } }),
        /500 Error perf/,
      ],
      [() => Response.json({ error: "Token required" }), /Token required/],
      [() => Response.json({ status: "error", messages: ["Could not access"] }), /Could not access/],
      [() => new Response('{"features":[{"attributes":{"UID'), /not whole JSON/],
      [() => new Response("<html>Bad gateway</html>"), /not whole JSON/],
      [() => Response.json([]), /no object/],
      [() => Response.json({ fields: [] }), /no list of features/],
      [() => Response.json({ features: [{}] }), /no attributes/],
      [() => new Response("x", { status: 400 }), /HTTP 400/],
      [() => new Response("x", { status: 500 }), /HTTP 500/],
      [
        () => new Response(null, { status: 302, headers: { location: "http://10.0.0.1/" } }),
        /redirect to http:\/\/10/,
      ],
    ];
    for (const [answer, why] of bad) {
      upstream.answer = answer;
      expect(await polled.poll(never)).toBe(false);
      expect(book.health(0)[0]).toMatchObject({ state: "down", error: expect.stringMatching(why) });
    }
    expect(kept.open()).toHaveLength(1);
    expect(kept.history).toHaveLength(1);
    upstream.answer = () => list(attributes());
    expect(await polled.poll(never)).toBe(true);
    expect(book.health(1_760_000_000_000)[0]).toMatchObject({ state: "live" });
    expect(kept.history).toHaveLength(1);
  });

  it("is down, not dead, when nobody listens or what it sent cannot be kept", async () => {
    const { url, [Symbol.asyncDispose]: close } = openUpstream();
    await close();
    const { polled, book } = setUp(url);
    expect(await polled.poll(never)).toBe(false);
    expect(book.health(0)[0]!.error).toMatch(/no connection/);

    await using upstream = openUpstream();
    let broken = true;
    const kept = new Kept();
    const keep: PollPorts["keep"] = (feed, incidents) =>
      broken ? Promise.reject(new Error("disk full")) : kept.take(feed, incidents);
    const second = setUp(upstream.url, { keep });
    upstream.answer = () => list(attributes());
    expect(await second.polled.poll(never)).toBe(false);
    expect(second.faults).toHaveLength(1);
    broken = false;
    expect(await second.polled.poll(never)).toBe(true);
    expect(kept.history).toHaveLength(1);
  });

  it("believes an empty list only twice in a row, and a cut list never", async () => {
    await using upstream = openUpstream();
    const { polled, kept } = setUp(upstream.url);
    upstream.answer = () => list(attributes());
    await polled.poll(never);
    upstream.answer = () => Response.json({ features: [], exceededTransferLimit: true });
    await polled.poll(never);
    await polled.poll(never);
    expect(kept.open()).toHaveLength(1);
    upstream.answer = () => list(attributes({ Address: "OTHER ST" }));
    await polled.poll(never);
    expect(kept.open()).toHaveLength(1);
    upstream.answer = () => list();
    await polled.poll(never);
    expect(kept.open()).toHaveLength(1);
    await polled.poll(never);
    expect(kept.open()).toHaveLength(0);
  });

  it("closes after a restart what vanished meanwhile, and leaves other sources alone", async () => {
    await using upstream = openUpstream();
    const first = setUp(upstream.url);
    upstream.answer = () => list(attributes(), attributes({ Address: "JOLIET ST" }));
    await first.polled.poll(never);
    const records = [...first.kept.last.values()].map((incident) => ({
      ...incident,
      cell: "x",
      revision: 3,
    }));
    const foreign = { ...records[0]!, source: "hotline" };
    const second = setUp(upstream.url, { open: () => [...records, foreign] });
    upstream.answer = () => list(attributes());
    await second.polled.poll(never);
    expect(second.kept.history).toEqual([{ ...first.kept.history[1], status: "closed" }]);
  });

  it("counts a feature that is refused once, not with every poll", async () => {
    await using upstream = openUpstream();
    const { polled, book, kept } = setUp(upstream.url);
    upstream.answer = () => list(attributes({ LATITUDE: 0, LONGITUDE: 0 }), attributes({ CALL_TIME: null }));
    for (let poll = 0; poll < 3; poll++) await polled.poll(never);
    expect(book.health(0)[0]).toMatchObject({
      rejected: 2,
      reasons: { "outside-bounds": 1, "missing-field": 1 },
    });
    expect(kept.history).toEqual([]);
  });

  it("polls by itself, backs off while it is down, and ends with the signal", async () => {
    await using upstream = openUpstream();
    const stop = new AbortController();
    const { polled, kept } = setUp(upstream.url, {
      keep: (feed, incidents) => kept.take(feed, incidents).then(() => stop.abort()),
    });
    upstream.answer = () => upstream.asked.length < 2 ? new Response("") : list(attributes());
    const before = performance.now();
    await polled.run(stop.signal);
    expect(upstream.asked).toHaveLength(2);
    // The first wait is half a second to a second; random is 0 here.
    expect(performance.now() - before).toBeGreaterThan(490);
    expect(kept.open()).toHaveLength(1);
  });

  it("adds to the query what a city file leaves out, and keeps what it says", () => {
    expect(queryUrl("https://example.org/query?where=A%3D1&f=pjson").search)
      .toBe("?where=A%3D1&f=pjson&outFields=*&returnGeometry=false");
  });
});

describe.skipIf(MISSING)("ArcgisFeed on the recorded polls of Houston" + WHERE, () => {
  it("ends as the polls say, with every bad answer of that service in between", async () => {
    const polls = await readArchive(recording("houston/raw_polls_20240707T18_48h.tar.gz"));
    const folder = recording("houston/bad_polls");
    const bad = readdirSync(folder).filter((name) => name.endsWith(".txt")).map((name) =>
      new Uint8Array(readFileSync(join(folder, name)))
    );
    expect([polls.length, bad.length]).toEqual([181, 5]);

    await using upstream = openUpstream();
    const { polled, kept, feed, book } = setUp(upstream.url);
    const answer = async (body: Uint8Array<ArrayBuffer>) => {
      upstream.answer = () => new Response(body, { headers: { "content-type": "application/json" } });
      return await polled.poll(never);
    };
    for (const [index, [, body]] of polls.entries()) {
      expect(await answer(body)).toBe(true);
      const cut = body.slice(0, Math.floor(body.length * ((index % 97) + 1) / 98));
      expect(await answer(index % 3 === 0 ? cut : bad[index % bad.length]!)).toBe(false);
      expect(book.health(0)[0]!.state).toBe("down");
    }

    const truth = truthOf(polls.map(([, body]) => body), feed);
    expect(kept.open()).toEqual(truth.open);
    const closings = kept.history.filter(({ status }) => status === "closed").length;
    expect(closings).toBe(truth.closings);
    expect(kept.last.size).toBe(truth.all);
    expect(truth.reopened).toBeGreaterThan(0);
    expect(book.health(0)[0]).toMatchObject({ rejected: 0 });
  });

  it("knows the key fields of which the data says that they make an incident", () => {
    expect(city.feeds[0]!.key).toEqual([
      "Agency",
      "CALL_TIME",
      "Address",
      "CrossStreet",
      "LATITUDE",
      "LONGITUDE",
      "IncidentType",
    ]);
  });
});

/** Counted straight from the replies: sets of keys, one poll after the other. */
function truthOf(bodies: Uint8Array[], feed: PolledFeed) {
  let open = new Set<string>();
  const all = new Set<string>();
  let closings = 0, reopened = 0;
  for (const body of bodies) {
    const { features } = JSON.parse(Buffer.from(body).toString("utf8")) as {
      features: { attributes: Record<string, unknown> }[];
    };
    const now = new Set(features.map(({ attributes }) => identityOf(attributes, feed.key)));
    closings += [...open].filter((id) => !now.has(id)).length;
    reopened += [...now].filter((id) => !open.has(id) && all.has(id)).length;
    now.forEach((id) => all.add(id));
    open = now;
  }
  return { open: [...open].sort(), closings, reopened, all: all.size };
}

describe("a city file with polled feeds", () => {
  it("names the field that is wrong", () => {
    const feeds = [{ ...city.feeds[0], everySeconds: 1 }];
    expect(() => checkCityFile({ ...city, feeds }, "city.json")).toThrow(/feeds\.0\.everySeconds/);
  });
});
