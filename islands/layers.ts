/** Which layers lie on the map, and how strongly each is drawn. Pure. */

/** From below. */
export const LAYERS = [
  "heat",
  "cells",
  "reach",
  "districts",
  "streets",
  "grids",
  "fences",
  "cameras",
  "workers",
  "incidents",
] as const;
export type LayerName = (typeof LAYERS)[number];

/** 0: not drawn; otherwise {@link LEAST_OPACITY}–1. */
export type Layers = Readonly<Record<LayerName, number>>;

/** Fainter than this, a layer is there and nobody sees it. */
export const LEAST_OPACITY = 0.2;

export const FIRST_LAYERS: Layers = {
  heat: 0,
  cells: 1,
  reach: 0,
  districts: 1,
  streets: 1,
  grids: 1,
  fences: 0,
  cameras: 1,
  workers: 1,
  incidents: 1,
};

/** Reads `cells~60,workers`: the layers that are drawn, with a strength in per cent where it is not full. */
export function readLayers(text: string | null, first: Layers = FIRST_LAYERS): Layers {
  if (text === null) return first;
  const layers: Record<LayerName, number> = Object.fromEntries(
    LAYERS.map((name) => [name, 0]),
  ) as Record<LayerName, number>;
  for (const part of text.split(",")) {
    const [name, percent] = part.split("~");
    if (isLayer(name)) layers[name] = readOpacity(percent);
  }
  return layers;
}

/** null for the layers as at first. */
export function layersText(layers: Layers, first: Layers = FIRST_LAYERS): string | null {
  if (LAYERS.every((name) => layers[name] === first[name])) return null;
  return LAYERS.filter((name) => layers[name] > 0)
    .map((name) => layers[name] === 1 ? name : `${name}~${Math.round(layers[name] * 100)}`)
    .join(",");
}

export function withLayer(layers: Layers, name: LayerName, opacity: number): Layers {
  return { ...layers, [name]: opacity };
}

function isLayer(name: string | undefined): name is LayerName {
  return LAYERS.some((one) => one === name);
}

function readOpacity(percent: string | undefined): number {
  const value = percent === undefined ? 1 : Number(percent) / 100;
  return value >= LEAST_OPACITY && value <= 1 ? value : 1;
}
