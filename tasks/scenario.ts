/** `deno task scenario storm|marathon|blackout|stop [--url URL]`: makes something happen in a demo city that runs. */
import { parseArgs } from "node:util";

// deno-lint-ignore no-console -- a command's own output
const say = (line: string) => console.log(line);

if (import.meta.main) {
  const { values, positionals } = parseArgs({
    args: Deno.args,
    allowPositionals: true,
    options: { url: { type: "string", default: "http://127.0.0.1:8000" } },
  });
  const [name] = positionals;
  if (name === undefined) {
    say("Usage: deno task scenario storm|marathon|blackout|stop [--url http://127.0.0.1:8000]");
    Deno.exit(2);
  }
  const url = `${values.url}/api/demo/scenarios`;
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(name === "stop" ? { stop: true } : { start: name }),
    });
    const answer = await response.json() as {
      error?: string;
      running?: { scenario: string; until: number } | null;
    };
    if (!response.ok) {
      say(
        response.status === 404
          ? `${values.url}: is no demo city; only Haiwan has scenarios`
          : `${name}: ${answer.error}`,
      );
      Deno.exit(2);
    }
    say(
      answer.running
        ? `  scenario ${answer.running.scenario} runs until ${
          new Date(answer.running.until).toLocaleTimeString()
        }`
        : "  scenario none runs; what was reported is worked off",
    );
  } catch (error) {
    say(`${url}: does not answer (${(error as Error).message}); start the city first, or name it with --url`);
    Deno.exit(2);
  }
}
