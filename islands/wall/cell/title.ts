/** Where a cell is, in the words of one language. Pure. */
import type { Speech } from "../../say.ts";
import type { CellAnswer } from "./answer.ts";

type Placed = Pick<CellAnswer, "place" | "where">;

/** District · street · community as far as one can be named, or coordinates where the city has no boundaries. */
export function titleOf({ place, where: { path, among } }: Placed, speech: Speech): string {
  const names = path.map(({ name }) => speech.name(name));
  if (among) names.push(speech.words.among[among.level](speech.count(among.count)));
  // A line that breaks here ends with the dot, rather than begin with it.
  return names.length > 0 ? names.join("\u00a0· ") : speech.coordinates(place);
}

/** Grids and size: what people of the grid service call it by. */
export function subtitleOf({ cell, areaM2, where: { grids } }: CellAnswer, speech: Speech): string {
  const { gridCode, gridCodes } = speech.words;
  const [first] = grids.codes;
  const called = first === undefined
    ? cell
    : grids.count === 1
    ? gridCode(first)
    : gridCodes(first, speech.count(grids.count), speech.count(grids.count - 1));
  return `${called} · ${speech.area(areaM2)}`;
}
