/** Which cameras a wall shows, and which of their streams it may open. Pure. */
import type { Camera } from "../../streams/record.ts";

export type Shown = Camera & {
  /** From the middle of what is looked at. */
  readonly metres?: number;
};

export interface CameraWishes {
  /** The one a person picked on the map or in a list. */
  readonly picked: Camera | null;
  /** Those a person pinned, the first pinned first. */
  readonly pinned: readonly Camera[];
  /** Around the selection, or around what the scene looks at; the nearest first. */
  readonly near: readonly Shown[];
  readonly most: number;
}

/** First what a person picked, then what a person pinned, then the nearest; none twice. */
export function chooseCameras({ picked, pinned, near, most }: CameraWishes): Shown[] {
  const chosen = new Map<string, Shown>();
  for (const camera of [...picked ? [picked] : [], ...pinned, ...near]) {
    if (!chosen.has(camera.id)) chosen.set(camera.id, near.find(({ id }) => id === camera.id) ?? camera);
  }
  return [...chosen.values()].slice(0, most);
}

/**
 * Whether a stream may be opened: the cameras of a recording are of another day and often of other people, who are not to
 * be called for a replay. What this server itself serves is always open.
 */
export function mayOpen(url: string, recorded: boolean, page: string): boolean {
  return !recorded || new URL(url, page).origin === new URL(page).origin;
}
