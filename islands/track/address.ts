/** Whose track and when, as the address says it: never why, and never what was found. Pure. */
import { type Lang, langOf } from "../words.ts";

export interface TrackAddress {
  readonly worker: string;
  /** The city's local time to the minute; "" for the last hours. */
  readonly from: string;
  readonly to: string;
  readonly lang: Lang;
  readonly theme: "light" | "dark" | "";
}

const KEYS = ["worker", "from", "to", "lang", "theme"] as const;

export function readTrackAddress(search: string): TrackAddress {
  const query = new URLSearchParams(search);
  const theme = query.get("theme");
  return {
    worker: query.get("worker") ?? "",
    from: query.get("from") ?? "",
    to: query.get("to") ?? "",
    lang: langOf(query.get("lang")),
    theme: theme === "light" || theme === "dark" ? theme : "",
  };
}

/** The query of an address; "" when everything is as at first. */
export function writeTrackAddress(state: TrackAddress): string {
  const query = new URLSearchParams();
  for (const key of KEYS) {
    if (state[key] !== "" && !(key === "lang" && state.lang === "zh")) query.set(key, state[key]);
  }
  const text = query.toString();
  return text === "" ? "" : `?${text}`;
}
