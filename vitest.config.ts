import { defineConfig } from "vitest/config";

/** Walls in real Chromium, which draws in software here: two at a time only take each other's time. Desks draw no map. */
const WALL = "tests/wall/!(admin*|cases|field|signin).test.ts";
/** Ten minutes of a wall that mostly waits, so that everything that draws no map runs beside it. */
const LONG_LIFE = "tests/wall/long_life.test.ts";
const EVERYTHING = ["tests/**/*.test.ts", "tests/**/*.test.tsx"];

export default defineConfig({
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  test: {
    environment: "node",
    pool: "forks",
    testTimeout: 240_000,
    hookTimeout: 240_000,
    // No test is about time: what is polled for may take as long as a busy machine needs.
    expect: { poll: { timeout: 60_000 } },
    globalSetup: ["tests/prepare.ts"],
    projects: [
      // Projects of one group run side by side in as many workers as they all name; the long life keeps one of them, waiting.
      {
        extends: true,
        test: {
          name: "a long life",
          include: [LONG_LIFE],
          maxWorkers: 3,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: "everything else",
          include: EVERYTHING,
          exclude: [WALL],
          maxWorkers: 3,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: "the wall",
          include: [WALL],
          exclude: [LONG_LIFE],
          maxWorkers: 1,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
