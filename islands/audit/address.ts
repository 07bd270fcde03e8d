/** Which rows of the audit record are shown, as the address says it. Pure. */
import { type Lang, langOf } from "../words.ts";

export interface AuditAddress {
  readonly who: string;
  readonly object: string;
  readonly action: string;
  /** Rows older than this number; "" for the newest. */
  readonly before: string;
  readonly lang: Lang;
  readonly theme: "light" | "dark" | "";
}

const FILTER = ["who", "object", "action", "before"] as const;
export const NO_FILTER = { who: "", object: "", action: "", before: "" } as const;

export function readAuditAddress(search: string): AuditAddress {
  const query = new URLSearchParams(search);
  const theme = query.get("theme");
  const [who, object, action, before] = FILTER.map((name) => query.get(name) ?? "") as [
    string,
    string,
    string,
    string,
  ];
  return {
    ...{ who, object, action },
    before: /^\d{1,15}$/.test(before) ? before : "",
    lang: langOf(query.get("lang")),
    theme: theme === "light" || theme === "dark" ? theme : "",
  };
}

/** The query of the API. */
export function auditQuery(state: AuditAddress): string {
  const query = new URLSearchParams();
  for (const key of FILTER) if (state[key].trim() !== "") query.set(key, state[key].trim());
  return query.size === 0 ? "" : `?${query}`;
}

export function writeAuditAddress(state: AuditAddress): string {
  const query = new URLSearchParams(auditQuery(state));
  if (state.lang === "en") query.set("lang", "en");
  if (state.theme !== "") query.set("theme", state.theme);
  return query.size === 0 ? "" : `?${query}`;
}
