import { defineConfig } from "vitest/config";

export default defineConfig({
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  test: {
    include: ["tests/**/*.test.ts", "tests/**/*.test.tsx"],
    environment: "node",
    pool: "forks",
    // Browsers draw in software here, and two at a time only take each other's time.
    maxWorkers: 1,
    testTimeout: 240_000,
    hookTimeout: 240_000,
    globalSetup: ["tests/prepare.ts"],
  },
});
