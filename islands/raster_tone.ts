/** How images of tiles are drawn on dark and on light screens, where live marks must stay the brightest. Pure. */
import { rgbOf } from "../geo/layers/mark_colours.ts";
import type { Tone } from "./city.ts";
import type { LayerSpecification } from "./maplibre.ts";

type RasterPaint = NonNullable<Extract<LayerSpecification, { type: "raster" }>["paint"]>;

/**
 * A drawn map for daylight is turned over: what is white becomes nearly the page, what is black a quiet grey, and hues are
 * turned back to what they were. A picture from the air would be a negative: it is only dimmed.
 */
const DARK: Readonly<Record<Tone, RasterPaint>> = {
  light: {
    "raster-brightness-min": 0.52,
    "raster-brightness-max": 0.05,
    "raster-hue-rotate": 180,
    "raster-saturation": -0.45,
  },
  dark: {
    "raster-brightness-min": 0,
    "raster-brightness-max": 0.85,
    "raster-hue-rotate": 0,
    "raster-saturation": -0.2,
  },
  photo: {
    "raster-brightness-min": 0,
    "raster-brightness-max": 0.42,
    "raster-hue-rotate": 0,
    "raster-saturation": -0.45,
  },
};

/** By day everything stands back a little, and a dark map stays what its makers drew. */
const LIGHT: Readonly<Record<Tone, RasterPaint>> = {
  light: { ...plain(), "raster-brightness-min": 0.08, "raster-saturation": -0.3 },
  dark: plain(),
  photo: { ...plain(), "raster-brightness-min": 0.22, "raster-saturation": -0.35 },
};

/** `page` is the colour behind the map, as `#rrggbb`: it says whether the screen is dark. */
export function rasterPaint(tone: Tone, page: string): RasterPaint {
  return isDark(page) ? DARK[tone] : LIGHT[tone];
}

function plain(): RasterPaint {
  return {
    "raster-brightness-min": 0,
    "raster-brightness-max": 1,
    "raster-hue-rotate": 0,
    "raster-saturation": 0,
  };
}

function isDark(hex: string): boolean {
  const [red, green, blue] = rgbOf(hex);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue < 128;
}
