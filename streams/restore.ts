/** After a restart: the live state comes back from the stores. */
import type { Ledger } from "../store/ledger.ts";
import type { City } from "./city.ts";

const DAY_MS = 86_400_000;

/** Incidents and cameras, from the ledger. */
export async function restoreLedger(
  ledger: Ledger,
  city: City,
  now: number,
): Promise<{ open: number; cameras: number }> {
  const [open, recent, cameras] = await Promise.all([
    ledger.openIncidents(),
    // Closed ones still count in the windows of the last day.
    ledger.incidentsSince(now - DAY_MS),
    ledger.cameras(),
  ]);
  for (const incident of recent) city.applyIncident(incident);
  for (const incident of open) city.applyIncident(incident);
  city.applyCameras(cameras);
  return { open: open.length, cameras: cameras.length };
}
