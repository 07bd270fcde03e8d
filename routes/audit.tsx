/** `/audit`: who did what, when and from where, for those who may read it. */
import { auditWords } from "../islands/audit/words.ts";
import { Island, renderPage } from "./page.tsx";
import type { PageInput } from "./pages.tsx";

export function auditPage({ lang, city, manifest }: PageInput): string {
  const words = auditWords(lang);
  return renderPage({
    title: `${city.names[lang]} · ${words.title}`,
    lang,
    kind: "desk",
    children: (
      <Island name="audit" props={{ lang }}>
        <p class="wall-waiting">{words.loading}</p>
      </Island>
    ),
  }, manifest);
}
