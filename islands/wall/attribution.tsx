/** Whose map this is, as its makers ask, and whether it can be read: in a corner of the map that no panel covers. */
import { type Box, meets } from "./display.ts";
import { useWall, type WallModel } from "./model.ts";

export function Attribution() {
  const model = useWall();
  const { words } = model.speech.value;
  const { free } = model.arrangement.value;
  if (!meets(free, model.display.value.part)) return null;
  const said = attributionOf(model);
  const blocked = model.basemapBlocked.value;
  const lost = blocked.length > 0
    ? words.basemapBlocked(blocked.join(words.comma))
    : model.basemapLost.value
    ? words.basemapLost
    : "";
  return (
    <p
      class={`attribution${lost ? " error" : ""}`}
      role={lost ? "status" : undefined}
      style={{ left: `${free.x}px`, top: `${free.y + free.height}px`, maxWidth: `${free.width}px` }}
    >
      {lost || said}
    </p>
  );
}

function attributionOf({ speech, mapBy }: WallModel): string {
  return speech.value.name(plainText(mapBy.value));
}

/** Small type is so much of the body, a Latin letter so wide for it; Chinese ones are square. */
const SMALL = 0.727, LATIN = 0.56;

/** About where it stands, px of the picture: names of the map keep clear of it. */
export function attributionBox(model: WallModel): Box {
  const { free } = model.arrangement.value;
  const body = model.body.value;
  const letters = [...attributionOf(model)].reduce(
    (sum, one) => sum + (/\p{Script=Han}/u.test(one) ? 1 : LATIN),
    0,
  );
  const width = letters === 0 ? 0 : Math.min(free.width, (letters * SMALL + 0.8) * body);
  const height = letters === 0 ? 0 : 1.1 * body;
  return { x: free.x, y: free.y + free.height - height, width, height };
}

/** An attribution may be a piece of HTML with links; the wall shows its words. Pure. */
export function plainText(html: string): string {
  return html.replace(/<[^>]*>/g, " ").replaceAll("&copy;", "©").replaceAll("&amp;", "&").replace(/\s+/g, " ")
    .trim();
}
