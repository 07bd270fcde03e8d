/** What the server answers about the workers around a place: the shape of routes/api/workers.ts. */
export interface WorkersAnswer {
  readonly workers: readonly {
    readonly worker: string;
    readonly lat: number;
    readonly lon: number;
    readonly metres: number;
    readonly ageMs: number;
    readonly state: "free" | "assigned" | "silent" | "onScene";
  }[];
  /** There are more of them there. */
  readonly more: boolean;
}
