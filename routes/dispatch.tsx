/** `/dispatch`: the console of those who send. */
import { dispatchWords } from "../islands/dispatch/words.ts";
import { Island, renderPage } from "./page.tsx";
import type { PageInput } from "./pages.tsx";

export function dispatchPage({ lang, city, manifest }: PageInput): string {
  const words = dispatchWords(lang);
  return renderPage({
    title: `${city.names[lang]} · ${words.title}`,
    lang,
    kind: "desk",
    // It has a live connection of its own, and shows who calls for help by that.
    sos: false,
    children: (
      <Island name="dispatch" props={{ lang }}>
        <p class="wall-waiting">{words.loading}</p>
      </Island>
    ),
  }, manifest);
}
