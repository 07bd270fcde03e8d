/** `deno task proof`: what takes long, or is not yet as it should be; the tests of every day are in vitest.config.ts. */
import { defineConfig, mergeConfig } from "vitest/config";
import everyDay from "./vitest.config.ts";

const { include: _include, ...test } = everyDay.test ?? {};
export default mergeConfig(
  { ...everyDay, test },
  defineConfig({ test: { include: ["tests/**/*.proof.ts"] } }),
);
