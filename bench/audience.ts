/** The screens of a measurement, in their own process (screens.ts), seen from the measurement. */
import { cookieOf } from "../tests/server.ts";
import type { ScreensAnswer, ScreensOrder } from "./probes.ts";

export interface Audience {
  /** Ends the screens and says what they saw. */
  close(): Promise<ScreensAnswer>;
}

/** Resolves when every screen is connected. */
export async function openAudience(order: ScreensOrder): Promise<Audience> {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", new URL("./screens.ts", import.meta.url).pathname],
    env: { COOKIE: cookieOf(order.url) },
    stdin: "piped",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const input = child.stdin.getWriter();
  await input.write(new TextEncoder().encode(JSON.stringify(order) + "\n"));
  const output = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  while (!text.includes("\n")) {
    const { value, done } = await output.read();
    if (done) throw new Error("The screens ended before they were connected");
    text += value;
  }
  text = text.slice(text.indexOf("\n") + 1);
  return {
    async close() {
      await input.close();
      for (let part = await output.read(); !part.done; part = await output.read()) text += part.value;
      await child.status;
      return JSON.parse(text) as ScreensAnswer;
    },
  };
}
