/** What a push message holds: enough to go, and nothing of a person. Both sides read it here. Pure. */

export interface Pushed {
  readonly title: string;
  /** Category and address. */
  readonly body: string;
  readonly lang: "zh" | "en";
  /** Number of the case. */
  readonly case: string;
}

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
