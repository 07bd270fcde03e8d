import { Buffer } from "node:buffer";
import { describe, expect, it } from "vitest";
import { readCityFolder } from "../../../store/city_folder.ts";
import { ArcgisFeed } from "../../../streams/feeds/arcgis.ts";
import { FeedBook } from "../../../streams/feeds/health.ts";
import { pollService, readBadPolls, readPolls } from "../../../streams/recording/polls.ts";
import { readPreset } from "../../../streams/recording/preset.ts";
import type { Incident } from "../../../streams/record.ts";
import { MISSING, recording, WHERE } from "../feeds/recordings.ts";
import { openUpstream } from "../feeds/upstream.ts";

const ARCHIVE = recording("houston/raw_polls_20240707T18_48h.tar.gz");
const BEGIN = Date.UTC(2026, 0, 1);

describe.skipIf(MISSING)("pollService()" + WHERE, () => {
  it("gives the reply of the moment, verbatim without a shift, and a bad one in every fifth place", async () => {
    const polls = await readPolls(ARCHIVE);
    expect([polls.length, polls[0]!.at]).toEqual([181, 1_720_375_814_000]);
    let now = BEGIN;
    const bad = readBadPolls(recording("houston/bad_polls"));
    const answer = pollService({
      polls,
      bad,
      badEvery: 5,
      from: polls[0]!.at,
      begin: BEGIN,
      speed: 2,
      shift: false,
      now: () => now,
    });
    const bodies: Uint8Array[] = [];
    for (let asked = 0; asked < 10; asked++) bodies.push(new Uint8Array(await answer().arrayBuffer()));
    const same = (a: Uint8Array, b: Uint8Array) => Buffer.compare(a, b) === 0;
    expect(bodies.map((body) => same(body, polls[0]!.body))).toEqual(
      [true, true, true, true, false, true, true, true, true, false],
    );
    expect(same(bodies[4]!, bad[0]!) && same(bodies[9]!, bad[1]!)).toBe(true);
    now = BEGIN + (polls[3]!.at - polls[0]!.at) / 2;
    expect(same(new Uint8Array(await answer().arrayBuffer()), polls[3]!.body)).toBe(true);
    now = BEGIN + 1e12;
    expect(same(new Uint8Array(await answer().arrayBuffer()), polls[180]!.body)).toBe(true);
  });

  it("feeds a polled city with incidents of now, and closes none of them by a bad reply", async () => {
    const city = readCityFolder(new URL("../../cities/houston-polls", import.meta.url).pathname);
    const polls = await readPolls(ARCHIVE);
    await using upstream = openUpstream();
    let now = BEGIN;
    upstream.answer = pollService({
      polls,
      bad: readBadPolls(recording("houston/bad_polls")),
      badEvery: 5,
      from: polls[0]!.at,
      begin: BEGIN,
      speed: 60,
      shift: true,
      now: () => now,
    });
    const open = new Map<string, Incident>();
    const feed = new ArcgisFeed({ ...city.feeds[0]!, url: upstream.url }, {
      bounds: city.bounds,
      book: new FeedBook(),
      keep: (_name, incidents) => {
        for (const incident of incidents) {
          if (incident.status === "open") open.set(incident.id, incident);
          else open.delete(incident.id);
        }
        return Promise.resolve();
      },
      open: () => [],
      now: () => now,
      random: () => 0,
      report: (_stage, error) => expect.fail(String(error)),
    });
    const outcomes: boolean[] = [];
    for (; now < BEGIN + 600_000; now += 10_000) {
      const before = open.size;
      const good = await feed.poll(new AbortController().signal);
      outcomes.push(good);
      if (!good) expect(open.size).toBe(before);
    }
    expect(outcomes.filter((good) => !good)).toHaveLength(12);
    expect(open.size).toBeGreaterThan(10);
    for (const { time } of open.values()) {
      expect(time).toBeLessThanOrEqual(now);
      expect(time).toBeGreaterThan(BEGIN - 3 * 86_400_000);
    }
  });
});

describe.skipIf(MISSING)("the presets of the cities" + WHERE, () => {
  it.each(["san-francisco", "houston", "houston-polls"])("%s names recordings that are there", (name) => {
    const folder = new URL(`../../cities/${name}`, import.meta.url).pathname;
    expect(readCityFolder(folder)).toMatchObject({ id: name, recorded: true });
    const { fixes, incidents, cameras, polls } = readPreset(folder);
    expect([...fixes, ...incidents, ...cameras, polls].filter(Boolean).length).toBeGreaterThan(0);
  });
});
