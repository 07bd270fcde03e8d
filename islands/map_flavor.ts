/** The colours of the base map's library, made of our tokens. Pure. */
import type { Flavor } from "@protomaps/basemaps";
import { cssOf, type Rgb, rgbOf } from "../geo/layers/mark_colours.ts";
import { VEIL_STRENGTH } from "../geo/layers/veil_shader.ts";

export const MAP_TOKENS = [
  "page",
  "land",
  "water",
  "park",
  "block",
  "port",
  "building",
  "road-minor",
  "road-major",
  "motorway",
  "rail",
  "boundary",
  "relief",
  "label",
  "label-strong",
  "label-faint",
  "label-water",
] as const;
export type MapColours = Readonly<Record<(typeof MAP_TOKENS)[number], string>>;

/** The tokens as an element of the page has them. */
export function readColours(element: HTMLElement): MapColours {
  const style = getComputedStyle(element);
  return Object.fromEntries(
    MAP_TOKENS.map((name) => [name, style.getPropertyValue(`--map-${name}`).trim() || "#000000"]),
  ) as unknown as MapColours;
}

const NAMES = ["label", "label-strong", "label-faint", "label-water"] as const;

/** Names as they must be so that they look through the veil over the rest as they do without it, as far as a colour goes. */
export function throughVeil(colours: MapColours): MapColours {
  const inks = NAMES.map((name) => [name, inkBelow(colours[name], colours.page)]);
  return { ...colours, ...Object.fromEntries(inks) };
}

/** The colour that the veil turns into `seen`, or comes nearest to. */
export function inkBelow(seen: string, page: string): string {
  const veil = rgbOf(page);
  const ink = rgbOf(seen).map((value, i) => {
    const below = (value - VEIL_STRENGTH * veil[i]!) / (1 - VEIL_STRENGTH);
    return Math.round(Math.min(255, Math.max(0, below)));
  });
  return cssOf(ink as unknown as Rgb);
}

/** A tunnel is drawn faintly, a casing not at all: roads stand on the land by their own brightness. */
export function flavorOf(c: MapColours): Flavor {
  return {
    background: c.page,
    earth: c.land,
    ...greens(c),
    ...uses(c),
    ...roads(c),
    water: c.water,
    buildings: c.building,
    boundaries: c.boundary,
    railway: c.rail,
    ...labels(c),
  };
}

function greens({ park }: MapColours) {
  return {
    ...{ park_a: park, park_b: park, wood_a: park, wood_b: park, scrub_a: park, scrub_b: park, zoo: park },
    landcover: {
      ...{ grassland: park, barren: park, urban_area: park, farmland: park, glacier: park, scrub: park },
      forest: park,
    },
  };
}

function uses({ block, port, land, park }: MapColours) {
  return {
    ...{
      hospital: block,
      school: block,
      industrial: port,
      pedestrian: block,
      military: port,
      aerodrome: port,
    },
    ...{ runway: block, sand: block, beach: block, glacier: land, pier: port },
    zoo: park,
  };
}

function roads(c: MapColours) {
  const [minor, major, highway] = [c["road-minor"], c["road-major"], c.motorway];
  const casing = c.land;
  return {
    ...{ other: minor, minor_service: minor, minor_a: minor, minor_b: minor, link: major, major, highway },
    ...{ minor_service_casing: casing, minor_casing: casing, link_casing: casing },
    ...{ major_casing_early: casing, major_casing_late: casing },
    ...{ highway_casing_early: casing, highway_casing_late: casing },
    ...{
      tunnel_other: minor,
      tunnel_minor: minor,
      tunnel_link: minor,
      tunnel_major: minor,
      tunnel_highway: minor,
    },
    ...{ tunnel_other_casing: casing, tunnel_minor_casing: casing, tunnel_link_casing: casing },
    ...{ tunnel_major_casing: casing, tunnel_highway_casing: casing },
    ...{ bridges_other: minor, bridges_minor: minor, bridges_link: major, bridges_major: major },
    ...{ bridges_highway: highway, bridges_other_casing: casing, bridges_minor_casing: casing },
    ...{ bridges_link_casing: casing, bridges_major_casing: casing, bridges_highway_casing: casing },
  };
}

/** The library's own labels are left out; these only complete the type. */
function labels(c: MapColours) {
  return {
    ...{ roads_label_minor: c.label, roads_label_minor_halo: c.page, roads_label_major: c.label },
    ...{ roads_label_major_halo: c.page, ocean_label: c.label, subplace_label: c.label },
    ...{ subplace_label_halo: c.page, city_label: c.label, city_label_halo: c.page, state_label: c.label },
    ...{
      state_label_halo: c.page,
      country_label: c.label,
      address_label: c.label,
      address_label_halo: c.page,
    },
  };
}
