/** Builds the browser side with Vite, unless what it is made of has not changed since the last build. */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const SOURCES = [
  "islands",
  "geo",
  "static",
  // What islands import of these changes with the islands; building once too often costs seconds.
  "streams",
  "dashboards",
  "store/record.ts",
];
const SETTINGS = ["vite.config.ts", "deno.json", "deno.lock"];
const STAMP = "dist/.built-from";

/** Returns "fresh" when nothing had to be built. Throws with Vite's own words when the build fails. */
export async function build(root: string): Promise<"fresh" | "built"> {
  const stamp = join(root, STAMP);
  const fingerprint = fingerprintOf(root);
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === fingerprint) return "fresh";
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "npm:vite", "build", "--logLevel", "warn"],
    cwd: root,
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).output();
  if (!success) {
    const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
    throw new Error(`The screens could not be built:\n${decode(stdout)}${decode(stderr)}`);
  }
  packAll(join(root, "dist"));
  writeFileSync(stamp, fingerprint);
  return "built";
}

/** Content, not dates: a fresh clone with a carried-over build is as good as the tree it was made from. */
function fingerprintOf(root: string): string {
  const hash = createHash("sha256");
  for (const source of [...SOURCES, ...SETTINGS]) {
    for (const file of filesUnder(join(root, source))) {
      hash.update(file.slice(root.length)).update(readFileSync(file));
    }
  }
  return hash.digest("hex");
}

function filesUnder(path: string): string[] {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path).sort().flatMap((name) => filesUnder(join(path, name)));
}

/** What compresses well lies packed beside itself, so that the server never packs while it serves. */
function packAll(folder: string): void {
  for (const file of filesUnder(folder)) {
    if (/\.(js|mjs|css|svg|json)$/.test(file)) {
      writeFileSync(file + ".gz", gzipSync(readFileSync(file), { level: 9 }));
    }
  }
}

if (import.meta.main) {
  const started = performance.now();
  try {
    const result = await build(Deno.cwd());
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    // deno-lint-ignore no-console -- a command's own output
    console.log(`  build    ${result === "fresh" ? "nothing changed" : `screens built in ${seconds} s`}`);
  } catch (error) {
    // deno-lint-ignore no-console -- a command's own output
    console.error((error as Error).message);
    Deno.exit(2);
  }
}
