/** What `GET /api/alerts` answers. */
import type { Alert } from "../../store/alert.ts";

export interface AlertsAnswer {
  /** The newest first. */
  readonly alerts: readonly Alert[];
  /** Where those that are over go on, for `before`; null where there are no more. */
  readonly next: string | null;
  /** Server clock, epoch ms. */
  readonly asOf: number;
}
