import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cameAfter, isRead } from "../../../islands/wall/held.ts";

describe("a list that holds still under its reader", () => {
  const keys = fc.uniqueArray(fc.string({ minLength: 1 }), { maxLength: 40 });

  test("counts exactly what came after it was held, however many of its own lines were closed meanwhile", () => {
    fc.assert(fc.property(keys, fc.nat(), fc.nat(), (all, cut, closed) => {
      const fresh = all.slice(0, cut % (all.length + 1));
      const held = all.slice(fresh.length);
      const open = held.slice(closed % (held.length + 1));
      expect(cameAfter([...fresh, ...open], held)).toBe(fresh.length);
    }));
  });

  test("finds everything new when all it held is closed, and nothing new when nothing came", () => {
    expect(cameAfter(["c", "d"], ["a", "b"])).toBe(2);
    expect(cameAfter(["a", "b"], ["a", "b"])).toBe(0);
    expect(cameAfter([], ["a"])).toBe(0);
  });

  test("older lines that move up from below the held ones are not news", () => {
    expect(cameAfter(["b", "older"], ["a", "b"])).toBe(0);
  });

  test("is let go only when nobody points at it, has the keyboard in it or has scrolled down", () => {
    const nobody = { pointed: false, focused: false, scrolled: false };
    expect(isRead(nobody)).toBe(false);
    for (const reader of ["pointed", "focused", "scrolled"]) {
      expect(isRead({ ...nobody, [reader]: true })).toBe(true);
    }
  });
});
