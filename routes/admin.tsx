/** `/admin`: accounts and keys, for those who may manage them, and the sessions of whoever looks. */
import { adminWords } from "../islands/admin/words.ts";
import { Island, renderPage } from "./page.tsx";
import type { PageInput } from "./pages.tsx";

export function adminPage({ lang, city, manifest }: PageInput): string {
  const words = adminWords(lang);
  return renderPage({
    title: `${city.names[lang]} · ${words.title}`,
    lang,
    kind: "desk",
    children: (
      <Island name="admin" props={{ lang }}>
        <p class="wall-waiting">{words.loading}</p>
      </Island>
    ),
  }, manifest);
}
