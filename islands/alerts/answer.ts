/** What `GET /api/alerts` answers. */
import type { Alert } from "../../store/alert.ts";

export interface AlertsAnswer {
  /** The newest first. */
  readonly alerts: readonly Alert[];
  /** Server clock, epoch ms. */
  readonly asOf: number;
}
