/** `/cases/:id`: one case with all that happened, to print and to pass on to whoever may see it. */
import { sheetWords } from "../islands/case_sheet/words.ts";
import { Island, renderPage } from "./page.tsx";
import type { PageInput } from "./pages.tsx";

export function caseSheetPage({ lang, city, manifest, path }: PageInput): string {
  const words = sheetWords(lang);
  const id = readable(path.slice(path.lastIndexOf("/") + 1));
  return renderPage({
    title: `${id} · ${city.names[lang]}`,
    lang,
    kind: "desk",
    children: (
      <Island name="case-sheet" props={{ lang, id }}>
        <p class="wall-waiting">{words.loading}</p>
      </Island>
    ),
  }, manifest);
}

/** An address that anybody can make up may hold what is no text: the page then says that there is no such case. */
function readable(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
