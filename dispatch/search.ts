/** One field for everything that a dispatcher looks for: places, cases, workers, coordinates. Pure. */
import { type Bounds, contains, type Place } from "../geo/place.ts";

/** A typed coordinate: degrees, either order; the city's bounds say which number is which. */
export interface TypedPlace extends Place {
  /** Longitude was typed first. */
  readonly swapped: boolean;
  /** It lies in this city in neither order. */
  readonly outside: boolean;
}

const PAIR =
  /^\s*(-?\d{1,3}(?:\.\d+)?)\s*°?\s*([NSEWnsew])?\s*[,，、;；\s]\s*(-?\d{1,3}(?:\.\d+)?)\s*°?\s*([NSEWnsew])?\s*$/;

/** Null when the text is no pair of numbers. */
export function readCoordinate(text: string, bounds: Bounds): TypedPlace | null {
  const [, first, firstMark = "", second, secondMark = ""] = PAIR.exec(text) ?? [];
  if (first === undefined || second === undefined) return null;
  const sign = (mark: string) => /[sw]/i.test(mark) ? -1 : 1;
  const [a, b] = [Number(first) * sign(firstMark), Number(second) * sign(secondMark)];
  const marked = /[ew]/i.test(firstMark) || /[ns]/i.test(secondMark);
  const asTyped = { lat: a, lon: b }, turned = { lat: b, lon: a };
  const inside = ({ lat, lon }: Place) => contains(bounds, lat, lon);
  if (!marked && inside(asTyped)) return { ...asTyped, swapped: false, outside: false };
  if (inside(turned)) return { ...turned, swapped: true, outside: false };
  if (Math.abs(a) > 180 || Math.abs(b) > 180 || Math.min(Math.abs(a), Math.abs(b)) > 90) return null;
  const swapped = marked || Math.abs(a) > 90;
  return { ...swapped ? turned : asTyped, swapped, outside: true };
}

/** How well a text answers what is looked for: 0 exactly, 1 from its beginning, 2 somewhere in it; null not at all. */
export function fits(text: string | undefined, wanted: string): 0 | 1 | 2 | null {
  const at = text?.toLocaleLowerCase().indexOf(wanted) ?? -1;
  if (at < 0) return null;
  return at > 0 ? 2 : text!.length === wanted.length ? 0 : 1;
}

/** The best `n` of some things by one of their texts, in their own order where they fit alike. */
export function bestOf<T>(
  things: Iterable<T>,
  textsOf: (thing: T) => readonly (string | undefined)[],
  { wanted, n, accept = () => true }: {
    readonly wanted: string;
    readonly n: number;
    /** Asked only of what fits and would be among the best. */
    readonly accept?: (thing: T) => boolean;
  },
): T[] {
  const found: T[][] = [[], [], []];
  for (const thing of things) {
    let best: number | null = null;
    for (const text of textsOf(thing)) {
      const fit = fits(text, wanted);
      if (fit !== null && (best === null || fit < best)) best = fit;
    }
    if (best === null) continue;
    const bin = found[best]!;
    if (bin.length < n && accept(thing)) bin.push(thing);
    if (best === 0 && bin.length === n) break;
  }
  return found.flat().slice(0, n);
}

/** What a search is asked with: trimmed, in small letters. */
export function wantedOf(text: string): string {
  return text.trim().toLocaleLowerCase();
}
