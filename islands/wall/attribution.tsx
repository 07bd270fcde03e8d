/** Whose map this is, as its makers ask, and whether it can be read: in a corner of the map that no panel covers. */
import { meets } from "./display.ts";
import { useWall } from "./model.ts";

export function Attribution() {
  const model = useWall();
  const { words } = model.speech.value;
  const { free } = model.arrangement.value;
  if (!meets(free, model.display.value.part)) return null;
  const said = model.speech.value.name(plainText(model.mapBy.value));
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

/** An attribution may be a piece of HTML with links; the wall shows its words. Pure. */
export function plainText(html: string): string {
  return html.replace(/<[^>]*>/g, " ").replaceAll("&copy;", "©").replaceAll("&amp;", "&").replace(/\s+/g, " ")
    .trim();
}
