/** Installs the pinned packages and says how long it took; quiet and quick when nothing is missing. */

import { existsSync } from "node:fs";

// deno-lint-ignore no-console -- a command's own output
const say = (line: string) => console.log(line);

if (!existsSync("node_modules")) {
  say("  install  packages from the npm registry; the first time may take a minute");
}
const started = performance.now();
const { success, stderr } = await new Deno.Command(Deno.execPath(), {
  args: ["install", "--frozen", "--quiet"],
  stdin: "null",
  stdout: "null",
  stderr: "piped",
}).output();
if (success) {
  say(`  install  packages as pinned in deno.lock, ${((performance.now() - started) / 1000).toFixed(1)} s`);
} else {
  say(`  install  failed: is the npm registry within reach, and the disk not full? What deno install said:`);
  say(new TextDecoder().decode(stderr).trim());
  Deno.exit(2);
}
