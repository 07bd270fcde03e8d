/** A server that holds an embedded engine in a folder, and says the engine's process id and address, or its error. */
import { openEngine } from "../../store/engine.ts";

const say = (value: unknown) => Deno.stdout.write(new TextEncoder().encode(`${JSON.stringify(value)}\n`));

try {
  const { pid, url } = await openEngine({ dataDir: Deno.args[0]! });
  await say({ pid, url });
  setInterval(() => {}, 1_000);
} catch (error) {
  await say({ name: (error as Error).name, message: (error as Error).message });
  Deno.exit(2);
}
