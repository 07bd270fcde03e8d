/** Railways of the map: tracks, stations with their platforms, yards. */
import type { Haiwan } from "../haiwan.ts";
import { band, beside, nearestOn, part } from "../land/along.ts";
import { lengthOf } from "../land/line.ts";
import type { Line } from "../land/plane.ts";
import { PLACES } from "../land/places.ts";
import { lines, type MapFeature, ring } from "./feature.ts";
import { levels } from "./roads.ts";

export function drawRails(city: Haiwan): MapFeature[] {
  return [
    ...tracks(city),
    ...city.layout.railways.flatMap((rail) => stationsOn(rail).flatMap((at) => yard(rail, at))),
  ];
}

function tracks({ layout, terrain }: Haiwan): MapFeature[] {
  const tags = { kind: "rail", kind_detail: "rail", min_zoom: 9 };
  return layout.railways.flatMap((line) =>
    levels([line], terrain, "rail").flatMap(({ how, pieces }) => [
      lines("roads", { ...tags, ...how }, pieces, { from: 8, to: 14 }),
      // Near enough, a line is two tracks.
      ...[-2.3, 2.3].map((off) =>
        lines("roads", { ...tags, ...how }, pieces.map((p) => beside(p, off)), { from: 15 })
      ),
    ])
  );
}

/** Where along a railway (m) its stations are. */
function stationsOn(rail: Line): number[] {
  return PLACES.filter(({ kind, en }) => kind === "station" && !en.includes("Airport")).flatMap(({ at }) => {
    const { off, along } = nearestOn(rail, at[0] * 1000, at[1] * 1000);
    return off < 450 ? [Math.max(520, Math.min(lengthOf(rail) - 420, along))] : [];
  });
}

const TRACKS = [-34, -27, -15, -8, 8, 15, 27, 34] as const, PLATFORMS = [-21, 0, 21] as const;

/** Tracks side by side, platforms between them, and a hall across the square. */
function yard(rail: Line, along: number): MapFeature[] {
  const stretch = part(rail, along - 480, along + 380), platform = part(rail, along - 210, along + 210);
  const hall = part(rail, along - 95, along + 95);
  return [
    ring("landuse", { kind: "railway" }, band(stretch, -62, 62), { from: 12 }),
    ring("landuse", { kind: "pedestrian" }, band(hall, 100, 165), { from: 14 }),
    ...TRACKS.map((off) =>
      lines("roads", { kind: "rail", kind_detail: "rail", service: "yard", min_zoom: 13 }, [
        beside(stretch, off),
      ], { from: 14 })
    ),
    ...PLATFORMS.map((off) =>
      ring("buildings", { kind: "building", height: 8, min_zoom: 14 }, band(platform, off - 4, off + 4), {
        from: 14,
      })
    ),
    ring("buildings", { kind: "building", height: 32, min_zoom: 14 }, band(hall, 46, 98), { from: 14 }),
  ];
}

/** The ground that stations take: a line and metres to both sides. */
export function stationGrounds({ layout }: Haiwan): [Line, number][] {
  return layout.railways.flatMap((rail) =>
    stationsOn(rail).flatMap((along): [Line, number][] => [
      [part(rail, along - 480, along + 380), 66],
      [beside(part(rail, along - 95, along + 95), 105), 66],
    ])
  );
}
