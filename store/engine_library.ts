/** Where the embedded ClickHouse's library lies: inside the npm package, for Linux on x64 only. */
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { SetupError } from "./city_folder.ts";

const PACKAGE = "@chdb/lib-linux-x64-gnu";
const MEND = "set CLICKHOUSE_URL to a ClickHouse server (26.3 or newer)";

/** Path of the library, or a {@link SetupError} that says how to do without. */
export function findEngineLibrary(
  platform: { os: string; arch: string } = Deno.build,
): string {
  if (platform.os !== "linux" || platform.arch !== "x86_64") {
    throw new SetupError(
      `The embedded ClickHouse exists for Linux on x86_64 only, and this is ${platform.os} on ${platform.arch}; ${MEND}`,
    );
  }
  const library = locate();
  if (!library || !existsSync(library)) {
    throw new SetupError(
      `The embedded ClickHouse's library (${PACKAGE}) is not installed; run npx -y deno@2.9.6 install, or ${MEND}`,
    );
  }
  return library;
}

function locate(): string | null {
  try {
    // The package is a dependency of chdb's, so it is found from there and not from here.
    const chdb = createRequire(createRequire(import.meta.url).resolve("chdb/package.json"));
    return join(dirname(chdb.resolve(`${PACKAGE}/package.json`)), "libchdb.so");
  } catch {
    return null;
  }
}
