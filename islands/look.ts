/** Language and light of a page, as its address says them, for pages whose address says nothing else. Pure. */
import { type Lang, langOf } from "./words.ts";

export interface Look {
  readonly lang: Lang;
  /** "" as the reader's system has it. */
  readonly theme: "light" | "dark" | "";
}

export function readLook(search: string): Look {
  const query = new URLSearchParams(search);
  const theme = query.get("theme");
  return { lang: langOf(query.get("lang")), theme: theme === "light" || theme === "dark" ? theme : "" };
}

export function withLook(path: string, { lang, theme }: Look): string {
  const query = new URLSearchParams({ ...(lang === "en" && { lang }), ...(theme && { theme }) });
  return `${path}${query.size > 0 ? `?${query}` : ""}`;
}
