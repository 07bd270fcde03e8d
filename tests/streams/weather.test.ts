import { describe, expect, test } from "vitest";
import { LatestWeather, parseWeather, SKIES } from "../../streams/weather.ts";

const NOW = Date.UTC(2026, 10, 25, 4);
const rules = { feed: "met", now: NOW };
const row = { time: NOW - 60_000, sky: "rain", text: "小雨 · Light rain", celsius: 9.5, wind: 4 };

describe("parseWeather()", () => {
  test("takes what a feed says of every sky", () => {
    for (const sky of SKIES) {
      expect(parseWeather({ ...row, sky }, rules)).toEqual({ ok: true, value: { ...row, sky, feed: "met" } });
    }
    const { celsius: _c, wind: _w, ...least } = row;
    expect(parseWeather(least, rules)).toEqual({ ok: true, value: { ...least, feed: "met" } });
  });

  test.each([
    ["no object", 7, "unreadable"],
    ["a sky that nobody knows", { ...row, sky: "green" }, "unreadable"],
    ["no text", { ...row, text: " " }, "missing-field"],
    ["no time", { ...row, time: undefined }, "missing-field"],
    ["a time without a zone", { ...row, time: "2026-11-25T12:00:00" }, "unreadable"],
    ["tomorrow's weather", { ...row, time: NOW + 7_200_000 }, "out-of-range"],
    ["an impossible temperature", { ...row, celsius: 900 }, "out-of-range"],
    ["a temperature in words", { ...row, celsius: "warm" }, "unreadable"],
  ])("refuses %s", (_name, bad, reason) => {
    expect(parseWeather(bad, rules)).toMatchObject({ ok: false, reason });
  });
});

describe("the latest weather", () => {
  test("is the newest observation, whatever the order in which they come", () => {
    const latest = new LatestWeather();
    expect(latest.at(NOW)).toBeNull();
    const said = (time: number) => ({ feed: "met", time, sky: "clear", text: String(time) }) as const;
    latest.take(said(NOW - 1_000));
    latest.take(said(NOW - 9_000));
    expect(latest.at(NOW)?.time).toBe(NOW - 1_000);
  });

  test("is forgotten after six hours: it would be a statement about now that nobody made", () => {
    const latest = new LatestWeather();
    latest.take({ feed: "met", time: NOW, sky: "clear", text: "晴" });
    expect(latest.at(NOW + 5 * 3_600_000)).not.toBeNull();
    expect(latest.at(NOW + 7 * 3_600_000)).toBeNull();
  });
});
