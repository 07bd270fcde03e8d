/** The answer of `GET /api/field`. */
import type { FieldCase } from "../../dispatch/field.ts";

export interface FieldAnswer {
  readonly person: { readonly id: string; readonly name: string; readonly login: string };
  /** Id of the own worker. */
  readonly worker: string;
  /** Null in a city that knows no shifts. */
  readonly duty: {
    readonly since: number | null;
    readonly until: number | null;
    readonly next: number | null;
  } | null;
  /** Where the worker is shown, if anywhere: what another app sends counts as well. */
  readonly place: { readonly lat: number; readonly lon: number; readonly time: number } | null;
  /** The own call for help that waits, or that somebody took up lately. */
  readonly call: {
    readonly id: string;
    /** When it was last pressed and heard. */
    readonly at: number;
    readonly taken: { readonly name: string; readonly at: number } | null;
  } | null;
  readonly cases: readonly FieldCase[];
  /** By the server's clock. */
  readonly asOf: number;
}
