/** `deno task dev`: the server restarts and the screens rebuild whenever a file changes. */
import { build } from "./build.ts";

const PERMISSIONS = "--allow-net --allow-read --allow-write --allow-env --allow-sys --allow-run --no-prompt"
  .split(" ");

await build(Deno.cwd());
const children = [
  ["run", "-A", "npm:vite", "build", "--watch", "--logLevel", "warn"],
  ["run", "--watch", ...PERMISSIONS, "main.ts", "--with-parent", ...Deno.args],
].map((args) => new Deno.Command(Deno.execPath(), { args, stdin: "null" }).spawn());

for (const name of ["SIGINT", "SIGTERM"] as const) {
  Deno.addSignalListener(name, () => {
    for (const child of children) child.kill("SIGTERM");
  });
}
await Promise.all(children.map((child) => child.status));
