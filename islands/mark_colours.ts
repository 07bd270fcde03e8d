/** The colours of marks as the page's tokens have them now. */
import { type MarkColours, markColours } from "../geo/layers/mark_colours.ts";

export function readMarkColours(element: Element): MarkColours {
  const style = getComputedStyle(element);
  return markColours((token) => style.getPropertyValue(`--${token}`));
}
