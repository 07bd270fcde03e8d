import { describe, expect, it } from "vitest";
import { pieceOf } from "../../routes/byte_range.ts";

const SIZE = 1000, TAG = '"abc"', MODIFIED = new Date("2026-11-27T10:00:00Z");
const ask = (headers: Record<string, string>, size = SIZE) =>
  pieceOf(new Headers(headers), { size, tag: TAG, modified: MODIFIED });
const part = (first: number, last: number) => ({ kind: "part", first, last });
const whole = { kind: "whole" }, outside = { kind: "outside" };

describe("a range", () => {
  it.each([
    ["bytes=0-0", part(0, 0)],
    ["bytes=0-99", part(0, 99)],
    ["bytes=990-5000", part(990, 999)],
    ["bytes=500-", part(500, 999)],
    ["bytes=-1", part(999, 999)],
    ["bytes=-5000", part(0, 999)],
    ["Bytes = 1-2", part(1, 2)],
    ["bytes=1-2,", part(1, 2)],
    ["bytes=1000-", outside],
    ["bytes=4000-5000", outside],
    ["bytes=-0", outside],
    ["bytes=2000-,3000-", outside],
    ["bytes=0-1,5-6", whole],
    ["bytes=0-1,3000-", whole],
    // What is no range of bytes is to be ignored.
    ["bytes=5-2", whole],
    ["bytes=-", whole],
    ["bytes=", whole],
    ["bytes=a-b", whole],
    ["bytes=1.5-3", whole],
    ["lines=1-2", whole],
  ])("%s", (range, expected) => {
    expect(ask({ range })).toEqual(expected);
  });

  it("of a file without bytes is outside of it", () => {
    expect(ask({ range: "bytes=0-1" }, 0)).toEqual(outside);
    expect(ask({ range: "bytes=-1" }, 0)).toEqual(outside);
    expect(ask({}, 0)).toEqual(whole);
  });
});

describe("a condition", () => {
  const range = "bytes=0-9", date = MODIFIED.toUTCString();
  const earlier = new Date(MODIFIED.getTime() - 1000).toUTCString();
  it.each<[Record<string, string>, unknown]>([
    [{ range, "if-range": TAG }, part(0, 9)],
    [{ range, "if-range": '"other"' }, whole],
    [{ range, "if-range": `W/${TAG}` }, whole],
    [{ range, "if-range": date }, part(0, 9)],
    [{ range, "if-range": earlier }, whole],
    [{ range, "if-range": "nonsense" }, whole],
    [{ "if-none-match": TAG }, { kind: "unchanged" }],
    [{ "if-none-match": `"x", W/${TAG}` }, { kind: "unchanged" }],
    [{ "if-none-match": "*" }, { kind: "unchanged" }],
    [{ "if-none-match": '"x"', range }, part(0, 9)],
    [{ "if-none-match": '"x"', "if-modified-since": date }, whole],
    [{ "if-modified-since": date }, { kind: "unchanged" }],
    [{ "if-modified-since": earlier }, whole],
    [{ "if-modified-since": "yesterday" }, whole],
    [{ "if-match": TAG, range }, part(0, 9)],
    [{ "if-match": "*" }, whole],
    [{ "if-match": '"x"', range }, { kind: "changed" }],
    [{ "if-match": `W/${TAG}` }, { kind: "changed" }],
  ])("%o", (headers, expected) => {
    expect(ask(headers)).toEqual(expected);
  });
});
