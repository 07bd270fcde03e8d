/** Polygons drawn as stripes that lie on the ground: they move and grow with the map, and run on from cell to cell. */
import { SolidPolygonLayer } from "@deck.gl/layers";

/** Of the distance between two stripes, half of what a stripe covers: thin enough to read the map between them. */
const HALF_WIDTH = 0.09;

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
          float away = abs(fract(stripe) - 0.5);
          float blur = fwidth(stripe);
          color.a *= 1.0 - smoothstep(${HALF_WIDTH} - blur, ${HALF_WIDTH} + blur, away);
        `,
      },
    };
  }
}
