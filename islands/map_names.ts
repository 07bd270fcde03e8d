/** Names on the map: where a district's goes, and the font for all of them, loaded before the first is drawn. */
import type { Feature, FeatureCollection, Polygon, Position } from "geojson";
import { loadCharacters } from "./letters.ts";

/** Every distinct character of the names: the font's files are split by them. */
export function charactersOf(collection: FeatureCollection): string {
  const found = new Set<string>();
  for (const { properties } of collection.features) {
    for (const key of ["name", "name:zh", "name:en"]) {
      const name: unknown = properties?.[key];
      if (typeof name === "string") { for (const character of name) found.add(character); }
    }
  }
  return [...found].join("");
}

export async function loadNames(collections: readonly FeatureCollection[]): Promise<void> {
  await loadCharacters(collections.map(charactersOf).join(""));
}

/** One point a district, in its largest part: polygons cut into tiles would be named once a tile. */
export function namePoints(districts: FeatureCollection): FeatureCollection {
  return {
    type: "FeatureCollection",
    features: districts.features.flatMap((feature): Feature[] => {
      const ring = largestRing(feature);
      if (!ring) return [];
      return [{
        type: "Feature",
        properties: feature.properties,
        geometry: { type: "Point", coordinates: centroidOf(ring) },
      }];
    }),
  };
}

function largestRing({ geometry }: Feature): Position[] | null {
  const polygons: Polygon["coordinates"][] = geometry?.type === "Polygon"
    ? [geometry.coordinates]
    : geometry?.type === "MultiPolygon"
    ? geometry.coordinates
    : [];
  let largest: Position[] | null = null;
  for (const [ring] of polygons) {
    if (ring && (!largest || Math.abs(areaOf(ring)) > Math.abs(areaOf(largest)))) largest = ring;
  }
  return largest;
}

/** Signed, in square degrees: enough to compare and to weigh. */
function areaOf(ring: readonly Position[]): number {
  let sum = 0;
  for (let i = 0; i + 1 < ring.length; i++) sum += cross(ring[i]!, ring[i + 1]!);
  return sum / 2;
}

function centroidOf(ring: readonly Position[]): Position {
  const area = areaOf(ring);
  if (area === 0) return ring[0]!;
  let x = 0;
  let y = 0;
  for (let i = 0; i + 1 < ring.length; i++) {
    const weight = cross(ring[i]!, ring[i + 1]!);
    x += (ring[i]![0]! + ring[i + 1]![0]!) * weight;
    y += (ring[i]![1]! + ring[i + 1]![1]!) * weight;
  }
  return [x / (6 * area), y / (6 * area)];
}

function cross(a: Position, b: Position): number {
  return a[0]! * b[1]! - b[0]! * a[1]!;
}
