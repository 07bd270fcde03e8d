/** What the server answers about workers: the shapes of routes/api/workers.ts. */
export interface WorkerAnswer {
  readonly worker: string;
  /** Stands for the worker in frames, until the server restarts. */
  readonly slot: number;
  readonly lat: number;
  readonly lon: number;
  readonly ageMs: number;
  readonly state: "free" | "assigned" | "silent" | "onScene";
  /** Degrees from north, and m/s; null where the fix does not say. */
  readonly heading: number | null;
  readonly speed: number | null;
}

export interface WorkersAnswer {
  readonly workers: readonly (WorkerAnswer & { readonly metres: number })[];
  /** There are more of them there. */
  readonly more: boolean;
}
