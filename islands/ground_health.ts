/** Whether the base map arrives: which of its sources fail, and what each says of itself once it is there. */
import type { BaseMap } from "./maplibre.ts";
import { isGround } from "./map_style.ts";

export interface GroundReport {
  /** The ground cannot be read, or can again. */
  readonly onBasemap: (there: boolean) => void;
  /** A source says where its tiles are and whose they are. */
  readonly onSource: (source: { readonly tiles: readonly string[]; readonly attribution: string }) => void;
}

/** Follows the map as long as it lives. */
export function watchGround(map: BaseMap, { onBasemap, onSource }: GroundReport): void {
  const failing = new Set<string>();
  // A tile that fails says so once; the next that comes of the same source is proof of the contrary.
  map.on("error", (event) => {
    const { sourceId } = event as { sourceId?: string };
    if (sourceId === undefined || !isGround(sourceId)) return;
    failing.add(sourceId);
    onBasemap(false);
  });
  map.on("sourcedata", ({ sourceId, sourceDataType, tile }) => {
    if (!isGround(sourceId)) return;
    if (sourceDataType === "metadata") onSource(described(map, sourceId));
    if (tile && failing.delete(sourceId) && failing.size === 0) onBasemap(true);
  });
}

function described(map: BaseMap, id: string) {
  const { tiles = [], attribution = "" } = map.getSource(id) as { tiles?: string[]; attribution?: string };
  return { tiles, attribution };
}
