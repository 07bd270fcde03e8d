/** What a push message says, as the service worker reads it. Pure. */
import type { Pushed } from "../../dispatch/push.ts";

export type { Pushed };

/** Null for what this version does not know. */
export function pushedOf(text: string): Pushed | null {
  let sent: Partial<Record<keyof Pushed, unknown>> | null;
  try {
    sent = JSON.parse(text);
  } catch {
    return null;
  }
  const { title, body, lang, case: id } = sent ?? {};
  if (typeof title !== "string" || typeof body !== "string" || typeof id !== "string") return null;
  return { title, body, case: id, lang: lang === "en" ? "en" : "zh" };
}

export function caseUrl({ case: id, lang }: Pushed): string {
  return `/field?case=${encodeURIComponent(id)}${lang === "en" ? "&lang=en" : ""}`;
}
