/** `/wall` and `/wall/:scene`: the big screen. */
import { isScene, readAddress } from "../islands/wall/address.ts";
import { SCENES } from "../islands/wall/scene_name.ts";
import { wordsOf } from "../islands/words.ts";
import { HttpError } from "./http_error.ts";
import { Island, renderPage } from "./page.tsx";
import type { PageInput } from "./pages.tsx";

/** Throws 404 for a scene that no wall has. */
export function wallPage({ lang, city, manifest, path, search }: PageInput): string {
  if (!isScene(path)) throw new HttpError(404, `No scene ${path}: see ${SCENES.join(", ")}, district-CODE`);
  const words = wordsOf(lang);
  return renderPage({
    title: `${city.names[lang]} · ${words.wall}`,
    lang,
    kind: "wall",
    theme: readAddress(path, search).theme,
    children: (
      <Island name="wall" props={{ lang }}>
        <p class="wall-waiting">{words.connecting}</p>
      </Island>
    ),
  }, manifest);
}
