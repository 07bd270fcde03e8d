import { expect, test } from "vitest";
import { isNews } from "../../../islands/field/position.ts";

const fix = (seconds: number, metres = 0) => ({
  ...{ time: 1_000_000_000_000 + seconds * 1_000, lat: 36.15 + metres / 111_195, lon: 120.2, accuracy: 10 },
});

test("a fix is news when it is far or late enough, and not when it came out of turn", () => {
  expect(isNews(fix(0), null)).toBe(true);
  expect(isNews(fix(4, 500), fix(0))).toBe(false);
  expect(isNews(fix(6, 5), fix(0))).toBe(false);
  expect(isNews(fix(6, 12), fix(0))).toBe(true);
  expect(isNews(fix(31), fix(0))).toBe(true);
  expect(isNews(fix(-5, 500), fix(0))).toBe(false);
});

test("a phone whose clock was set back goes on saying where it is", () => {
  expect(isNews(fix(-3_600), fix(0))).toBe(true);
  expect(isNews(fix(-3_590, 20), fix(-3_600))).toBe(true);
});
