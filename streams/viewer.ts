/** What one screen may see. Decided above, by rights; here it is only asked. */
import type { Alert } from "../store/alert.ts";
import type { CityEvent, IncidentRecord } from "./record.ts";

export interface Viewer {
  /** The same for viewers who see the same, so that they share rooms; empty for one who sees everything. */
  readonly key: string;
  /** Whether counts per cell may be seen. */
  readonly cells: boolean;
  /** Which workers may be seen, by slot. */
  readonly workers: "all" | "none" | ((slot: number) => boolean);
  incident(incident: IncidentRecord): boolean;
  /** What is seen of an event, null for nothing. Asked only of events that are of no incident. */
  event(event: CityEvent): CityEvent | null;
  /** Asked of those that are open when a screen comes. */
  alert(alert: Alert): boolean;
}
