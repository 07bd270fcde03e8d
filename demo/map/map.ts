/** The map of Haiwan as tiles: everything that is drawn once, and the blocks that are drawn when looked at. */
import { Blocks } from "../blocks/blocks.ts";
import type { Haiwan } from "../haiwan.ts";
import { drawAirport } from "./airport.ts";
import { drawBeyond } from "./beyond.ts";
import { drawBorders } from "./borders.ts";
import type { MapFeature } from "./feature.ts";
import { drawFerries } from "./ferries.ts";
import { drawLand } from "./land.ts";
import { drawMetro } from "./metro.ts";
import { drawPlaces } from "./places.ts";
import { drawPois } from "./pois.ts";
import { drawRails } from "./rails.ts";
import { drawRamps } from "./ramps.ts";
import { drawRoads } from "./roads.ts";
import { Tiles } from "./tiles.ts";
import { drawUses } from "./uses.ts";

export function drawMap(city: Haiwan, blocks: Blocks): MapFeature[] {
  const { features: beyond, country } = drawBeyond(city);
  return [
    ...drawLand(city, country.islands),
    ...beyond,
    ...drawUses(city, blocks),
    ...drawRamps(city),
    ...drawRoads(city),
    ...drawFerries(),
    ...drawAirport(),
    ...drawRails(city),
    ...drawMetro(city),
    ...drawBorders(city),
    ...drawPlaces(),
    ...drawPois(city, blocks),
  ];
}

export function tilesOf(city: Haiwan): Tiles {
  const blocks = new Blocks(city);
  return new Tiles(drawMap(city, blocks), (box) => blocks.within(box));
}
