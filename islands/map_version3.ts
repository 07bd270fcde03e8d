/** Layers of the style for tiles of the Protomaps schema's version 3, in which the same things have other names. Pure. */
import type { LayerSpecification } from "./maplibre.ts";

type Layer = LayerSpecification & { id: string; filter?: unknown };

const KINDS: Readonly<Record<string, string>> = { kind: "pmap:kind", kind_detail: "pmap:kind_detail" };

/** The layer as version 3 has it; none where version 3 has nothing of the kind. */
export function asVersion3(layer: LayerSpecification): LayerSpecification[] {
  const { id } = layer;
  const put = (more: Record<string, unknown>) => [{ ...layer, ...more } as unknown as LayerSpecification];
  const without = () => {
    const { filter: _filter, ...plain } = layer as Layer;
    return plain as LayerSpecification;
  };
  switch (true) {
    case id === "relief" || id === "landuse_built" || id.startsWith("boundaries_"):
      return [];
    case id === "buildings":
      return [without()];
    case id === "boundaries":
      return [without()];
    case id === "landuse_park":
      return [
        ...put({
          filter: ["in", ["get", "pmap:kind"], ["literal", ["park", "cemetery", "forest", "farmland"]]],
        }),
        ...put({ id: "natural", "source-layer": "natural", filter: ["all"] }),
      ];
    case id === "water_river" || id === "water_stream":
      return put({ "source-layer": "physical_line", filter: ["==", ["get", "pmap:kind"], "waterway"] });
    case id === "roads_rail":
      return put({ "source-layer": "transit", filter: ["==", ["get", "pmap:kind"], "railway"] });
    case id === "roads_major":
      return put({ filter: ["in", ["get", "pmap:kind"], ["literal", ["major_road", "medium_road"]]] });
    case id.startsWith("roads_") && /tunnels|bridges|link|service|pier|taxiway|runway/.test(id):
      // Version 3 says bridges and tunnels otherwise; they are drawn as the roads they carry.
      return [];
    case id.startsWith("roads_"):
      return put({ filter: roadFilter(id) });
    default:
      return put({ filter: renamed((layer as Layer).filter) });
  }
}

function roadFilter(id: string): unknown {
  const kind = id.includes("highway")
    ? ["highway"]
    : id.includes("major")
    ? ["major_road", "medium_road"]
    : id.includes("minor")
    ? ["minor_road"]
    : ["other"];
  return ["in", ["get", "pmap:kind"], ["literal", kind]];
}

function renamed(filter: unknown): unknown {
  if (typeof filter === "string") return KINDS[filter] ?? filter;
  return Array.isArray(filter) ? filter.map(renamed) : filter;
}
