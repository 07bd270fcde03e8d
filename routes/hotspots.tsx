/** `/hotspots`: where it burns, over any period. */
import { wordsOf } from "../islands/words.ts";
import { Island, renderPage } from "./page.tsx";
import type { PageInput } from "./pages.tsx";

export function hotspotsPage({ lang, city, manifest }: PageInput): string {
  const words = wordsOf(lang);
  return renderPage({
    title: `${city.names[lang]} · ${words.hotspots}`,
    lang,
    kind: "desk",
    children: (
      <Island name="hotspots" props={{ lang }}>
        <p class="wall-waiting">{words.loading}</p>
      </Island>
    ),
  }, manifest);
}
