/** `/cases`: what people work on, as a list and one by one. */
import { caseWords } from "../islands/cases/words.ts";
import { Island, renderPage } from "./page.tsx";
import type { PageInput } from "./pages.tsx";

export function casesPage({ lang, city, manifest }: PageInput): string {
  const words = caseWords(lang);
  return renderPage({
    title: `${city.names[lang]} · ${words.title}`,
    lang,
    kind: "desk",
    children: (
      <Island name="cases" props={{ lang }}>
        <p class="wall-waiting">{words.loading}</p>
      </Island>
    ),
  }, manifest);
}
