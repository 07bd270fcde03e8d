/** The button that takes the last step back stands for as long as the server takes it, whatever the phone's clock does. */
import { h } from "preact";
import { renderToString } from "preact-render-to-string";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { PartProps } from "../../../islands/field/field.tsx";
import type { JustDone } from "../../../islands/field/queue.ts";
import { UndoBar } from "../../../islands/field/undo_bar.tsx";

const T0 = Date.UTC(2026, 10, 27, 8);
const justDone: JustDone = {
  ...{ key: "k", person: "p1", case: "c1", kind: "accept", version: 3, until: T0 + 10_000 },
};

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const shownAt = (now: number) => {
  vi.setSystemTime(now);
  const state = { queue: [], justDone } as unknown as PartProps["state"];
  return renderToString(h(UndoBar, { state, lang: "en", now, model: {} as PartProps["model"] }));
};

it("is there for ten seconds, and not where the clock was put back meanwhile", () => {
  expect(shownAt(T0)).toContain("<button");
  expect(shownAt(T0 + 9_999)).toContain("<button");
  expect(shownAt(T0 + 10_000)).not.toContain("<button");
  expect(shownAt(T0 - 3_600_000)).not.toContain("<button");
});
