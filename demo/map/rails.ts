/** Railways: main lines on viaducts and in tunnels. */
import type { Haiwan } from "../haiwan.ts";
import { lines, type MapFeature } from "./feature.ts";
import { levels } from "./roads.ts";

export function drawRails({ layout, terrain }: Haiwan): MapFeature[] {
  return layout.railways.flatMap((line) =>
    levels([line], terrain, "rail").map(({ how, pieces }) =>
      lines("roads", { kind: "rail", kind_detail: "rail", min_zoom: 9, ...how }, pieces, { from: 8 })
    )
  );
}
