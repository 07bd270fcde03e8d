/** Polygons drawn as stripes that lie on the ground: they move with the map, stay fine however near, and run on from cell to cell. */
import { SolidPolygonLayer } from "@deck.gl/layers";

/** Of the distance between two stripes, half of what a stripe covers: thin enough to read the map between them. */
const HALF_WIDTH = 0.09;

/** Px between two stripes at least; from twice as many on there are twice as many stripes. */
const LEAST_PERIOD_PX = 12;

export class HatchedPolygonLayer extends SolidPolygonLayer {
  static override layerName = "HatchedPolygonLayer";

  // deck.gl's own type of shaders is `any`.
  override getShaders(type: unknown): Record<string, unknown> {
    const shaders = super.getShaders(type) as Record<string, unknown>;
    return {
      ...shaders,
      inject: {
        "vs:#decl": "out float stripe;",
        "vs:#main-end": "stripe = elevations;",
        "fs:#decl": "in float stripe;",
        "fs:DECKGL_FILTER_COLOR": `
          float finer = exp2(max(0.0, floor(log2(1.0 / (fwidth(stripe) * ${LEAST_PERIOD_PX.toFixed(1)})))));
          float away = abs(fract(stripe * finer) - 0.5);
          float blur = fwidth(stripe) * finer;
          color.a *= 1.0 - smoothstep(${HALF_WIDTH} - blur, ${HALF_WIDTH} + blur, away);
        `,
      },
    };
  }
}
