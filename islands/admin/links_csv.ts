/** Links by which new accounts get their password, as a table to hand out. Pure. */
import type { PersonLink } from "../../routes/api/people_import.ts";
import { csvText } from "../csv_text.ts";

/** `origin` is how people reach this server. */
export function linksCsv(links: readonly PersonLink[], origin: string): string {
  const rows = links.map(({ login, name, link }) => [
    login,
    name,
    new URL(link, origin).href,
  ]);
  return csvText([["账号 login", "姓名 name", "密码链接 password link"], ...rows]);
}
