/** Parameters of every layer: flat things never fight MapLibre's depth buffer, whose opaque buildings punch holes. */
export const FLAT = { depthCompare: "always", depthWriteEnabled: false } as const;

// An empty layer says `visible: false`: deck.gl prepares a drawing of nothing as thoroughly as one of something.

/** Where a layer sits in MapLibre's stack: `beforeId` names the layer that stays above it. */
export interface Placement {
  readonly beforeId?: string;
}
