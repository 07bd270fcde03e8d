/** Asks for a track, which the server puts on record. */
import type { Track } from "../../dashboards/track.ts";

export interface TrackForm {
  readonly worker: string;
  readonly from: string;
  readonly to: string;
  readonly reason: string;
}

export type Reading =
  | { readonly kind: "idle" | "reading" }
  | { readonly kind: "read"; readonly track: Track }
  /** `status` 0: no answer came. */
  | { readonly kind: "failed"; readonly status: number; readonly error: string };

/** A day of a large city is read from the disk. */
const PATIENCE_MS = 30_000;

export async function askTrack({ worker, ...question }: TrackForm): Promise<Reading> {
  try {
    const response = await fetch(`/api/workers/${encodeURIComponent(worker)}/track`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(question),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    const answer = await response.json();
    return response.ok
      ? { kind: "read", track: answer }
      : { kind: "failed", status: response.status, error: answer.error };
  } catch {
    return { kind: "failed", status: 0, error: "" };
  }
}
