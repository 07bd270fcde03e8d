/** What is under a pointer: the nearest marker within reach, else the cell. Pure, so that no pixel is read back. */
import type { CameraMark } from "../geo/layers/cameras.ts";
import type { IncidentCrowd } from "../geo/layers/incident_spots.ts";
import type { WorkerCrowd } from "../geo/layers/worker_spread.ts";
import type { NearWorker } from "./workers_store.ts";
import type { IncidentMark } from "../geo/layers/incidents.ts";

export type Hit =
  /** So many in one place that they open as a list. */
  | { readonly kind: "crowd"; readonly keys: readonly string[] }
  | ({ readonly kind: "worker-crowd" } & WorkerCrowd)
  | ({ readonly kind: "worker" } & NearWorker)
  | { readonly kind: "incident"; readonly key: string }
  | { readonly kind: "camera"; readonly id: string; readonly name: string }
  | { readonly kind: "cell"; readonly cell: string };

export interface Reach {
  readonly lat: number;
  readonly lon: number;
  /** How far a marker may be from the pointer, in degrees on either axis. */
  readonly dLat: number;
  readonly dLon: number;
}

export function nearestMark<T extends { readonly lat: number; readonly lon: number }>(
  marks: Iterable<T>,
  { lat, lon, dLat, dLon }: Reach,
): T | null {
  let best: T | null = null;
  let least = 1;
  for (const mark of marks) {
    const distance = ((mark.lat - lat) / dLat) ** 2 + ((mark.lon - lon) / dLon) ** 2;
    if (distance <= least) {
      best = mark;
      least = distance;
    }
  }
  return best;
}

export interface Marks {
  readonly incidents: readonly IncidentMark[];
  readonly crowds: readonly IncidentCrowd[];
  readonly cameras: readonly CameraMark[];
}

export function hitAt(reach: Reach, { incidents, crowds, cameras }: Marks): Hit | null {
  const crowd = nearestMark(crowds, reach);
  if (crowd) return { kind: "crowd", keys: crowd.keys };
  const incident = nearestMark(incidents, reach);
  if (incident) return { kind: "incident", key: incident.key };
  const camera = nearestMark(cameras, reach);
  return camera ? { kind: "camera", id: camera.id, name: camera.name } : null;
}
