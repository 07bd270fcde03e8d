/** `/track`: where a worker was, for those who may read it and say why. */
import { trackWords } from "../islands/track/words.ts";
import { Island, renderPage } from "./page.tsx";
import type { PageInput } from "./pages.tsx";

export function trackPage({ lang, city, manifest }: PageInput): string {
  const words = trackWords(lang);
  return renderPage({
    title: `${city.names[lang]} · ${words.title}`,
    lang,
    kind: "desk",
    children: (
      <Island name="track" props={{ lang }}>
        <p class="wall-waiting">{words.loading}</p>
      </Island>
    ),
  }, manifest);
}
