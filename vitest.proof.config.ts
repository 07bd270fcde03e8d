/** `deno task proof`: what takes long. The tests of every day, in vitest.config.ts, have a short version of each. */
import { defineConfig, mergeConfig } from "vitest/config";
import everyDay from "./vitest.config.ts";

const { projects: _projects, ...test } = everyDay.test ?? {};
export default mergeConfig(
  { ...everyDay, test },
  defineConfig({
    test: {
      include: ["tests/**/*.proof.ts", "tests/wall/long_life.test.ts"],
      maxWorkers: 1,
      env: { LONG_LIFE_MINUTES: Deno.env.get("LONG_LIFE_MINUTES") ?? "60" },
    },
  }),
);
