/** `/wall`: the big screen. */
import { wordsOf } from "../islands/words.ts";
import { Island, renderPage } from "./page.tsx";
import type { PageInput } from "./pages.tsx";

export function wallPage({ lang, city, manifest }: PageInput): string {
  const words = wordsOf(lang);
  return renderPage({
    title: `${city.names[lang]} · ${words.wall}`,
    lang,
    kind: "wall",
    children: (
      <Island name="wall" props={{ lang }}>
        <p class="wall-waiting">{words.connecting}</p>
      </Island>
    ),
  }, manifest);
}
