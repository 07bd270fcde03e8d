/** `/handover`: a shift is handed over and taken over. */
import { handoverWords } from "../islands/handover/words.ts";
import { Island, renderPage } from "./page.tsx";
import type { PageInput } from "./pages.tsx";

export function handoverPage({ lang, city, manifest }: PageInput): string {
  const words = handoverWords(lang);
  return renderPage({
    title: `${city.names[lang]} · ${words.title}`,
    lang,
    kind: "desk",
    children: (
      <Island name="handover" props={{ lang }}>
        <p class="wall-waiting">{words.loading}</p>
      </Island>
    ),
  }, manifest);
}
