/** The log: one line an event on stderr, with the stage that reports it; repeats are counted, not repeated. */
import { LOG_LEVELS, type LogLevel } from "./settings.ts";

/** The same message within this time is only counted. */
const REPEAT_MS = 10_000;

export interface Log {
  (level: LogLevel, stage: string, message: string): void;
  /** What background work calls with its failures. */
  report(stage: string, error: unknown): void;
}

export function openLog(most: LogLevel): Log {
  const written = new Map<string, { at: number; skipped: number }>();
  const log = (level: LogLevel, stage: string, message: string) => {
    if (LOG_LEVELS.indexOf(level) > LOG_LEVELS.indexOf(most)) return;
    const key = `${stage} ${message}`;
    const before = written.get(key);
    const now = Date.now();
    if (before && now - before.at < REPEAT_MS) {
      before.skipped++;
      return;
    }
    if (written.size > 1_000) written.clear();
    written.set(key, { at: now, skipped: 0 });
    const again = before?.skipped ? ` (and ${before.skipped} times more)` : "";
    // deno-lint-ignore no-console -- this is the log
    console.error(
      `${new Date(now).toISOString()} ${level.padEnd(5)} ${oneLine(`${stage}: ${message}`)}${again}`,
    );
  };
  const report = (stage: string, error: unknown) => {
    log("error", stage, error instanceof Error ? error.message : String(error));
    if (error instanceof Error && error.stack) log("debug", stage, error.stack);
  };
  return Object.assign(log, { report });
}

/** Paths and names come from outside: none of them can make a line look like another entry. */
function oneLine(text: string): string {
  // deno-lint-ignore no-control-regex -- control characters are what is taken out
  return text.replaceAll(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, " ");
}
