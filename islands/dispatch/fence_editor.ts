/** The fence that somebody draws on the console, kept while they look elsewhere, and what became of it at the server. */
import { computed, type ReadonlySignal, signal } from "@preact/signals";
import type { Bounds, Place, Position } from "../../geo/place.ts";
import type { Fence } from "../../store/fence.ts";
import {
  bodyOf,
  type Drawing,
  type DrawingFault,
  drawingOf,
  faultOf,
  NEW_DRAWING,
  withCorner,
  withoutCorner,
} from "./fence_draft.ts";

export type Keeping =
  | { readonly kind: "idle" }
  | { readonly kind: "sending" }
  | { readonly kind: "kept"; readonly fence: Fence }
  | { readonly kind: "removed"; readonly name: string }
  /** Somebody was faster: how it is now. */
  | { readonly kind: "stale"; readonly fence: Fence; readonly removing: boolean }
  /** Somebody took it away. */
  | { readonly kind: "gone" }
  | { readonly kind: "denied" }
  /** Somebody whom one may not have watched, or nobody. */
  | { readonly kind: "stranger"; readonly worker: string }
  | { readonly kind: "refused"; readonly why: string }
  /** No answer: whether it was done is unknown. */
  | { readonly kind: "unknown" };

const PATIENCE_MS = 8_000;
const IDLE: Keeping = { kind: "idle" };
/** Seven places are a centimetre. */
const FINE = 1e7;

export type Ask = (method: string, url: string, body?: object) => Promise<{ status: number; body: unknown }>;

export class FenceEditor {
  readonly drawing = signal<Drawing | null>(null);
  /** Clicks on the map are corners. */
  readonly clicking = signal(false);
  readonly keeping = signal<Keeping>(IDLE);
  /** Something is wrong, said once somebody tried to keep it. */
  readonly tried = signal(false);
  readonly fault: ReadonlySignal<DrawingFault | null>;

  constructor(
    bounds: Bounds,
    private readonly changed: () => void,
    private readonly ask: Ask = askServer,
  ) {
    this.fault = computed(() => this.drawing.value && faultOf(this.drawing.value, bounds));
  }

  begin(): void {
    this.#open(NEW_DRAWING, true);
  }

  edit(fence: Fence): void {
    this.#open(drawingOf(fence), false);
  }

  change(part: Partial<Drawing>): void {
    const { value } = this.drawing;
    if (value) this.drawing.value = { ...value, ...part };
    if (this.keeping.peek().kind !== "sending") this.keeping.value = IDLE;
  }

  /** `again`: the second click of a double one, which closes the area. */
  point({ lat, lon }: Place, again = false): void {
    const drawing = this.drawing.peek();
    if (!drawing) return;
    if (again) return this.close();
    const corner: Position = [Math.round(lon * FINE) / FINE, Math.round(lat * FINE) / FINE];
    this.change({ corners: withCorner(drawing, corner).corners });
  }

  undo(at?: number): void {
    const drawing = this.drawing.peek();
    if (drawing) this.change({ corners: withoutCorner(drawing, at).corners });
  }

  /** No more corners are drawn, when these are an area. */
  close(): void {
    if ((this.drawing.peek()?.corners.length ?? 0) >= 3) this.clicking.value = false;
  }

  leave(): void {
    this.drawing.value = null;
    this.clicking.value = false;
    this.tried.value = false;
    this.keeping.value = IDLE;
  }

  async keep(): Promise<void> {
    const drawing = this.drawing.peek();
    this.tried.value = true;
    if (!drawing || this.fault.peek() || this.keeping.peek().kind === "sending") return;
    this.clicking.value = false;
    this.keeping.value = { kind: "sending" };
    const { of } = drawing;
    const answer =
      await (of
        ? this.#sent("PUT", `/api/fences/${of.id}`, bodyOf(drawing))
        : this.#sent("POST", "/api/fences", bodyOf(drawing)));
    this.changed();
    if (answer.kind === "kept") this.leave();
    this.keeping.value = answer;
  }

  /** `version`: the one that was seen. */
  async remove({ id, version, name }: Pick<Fence, "id" | "version" | "name">): Promise<void> {
    if (this.keeping.peek().kind === "sending") return;
    this.keeping.value = { kind: "sending" };
    const answer = await this.#sent("DELETE", `/api/fences/${id}?version=${version}`);
    this.changed();
    if (answer.kind === "kept" || answer.kind === "gone") this.leave();
    this.keeping.value = answer.kind === "kept"
      ? { kind: "removed", name }
      : answer.kind === "stale"
      ? { ...answer, removing: true }
      : answer;
  }

  /** What was drawn here goes over what somebody else kept meanwhile, or beside it where they took it away. */
  async insist(): Promise<void> {
    const state = this.keeping.peek(), drawing = this.drawing.peek();
    if (!drawing) return;
    const of = state.kind === "stale" ? { id: state.fence.id, version: state.fence.version } : null;
    this.drawing.value = { ...drawing, of };
    this.keeping.value = IDLE;
    await this.keep();
  }

  /** What somebody else kept is gone on with. */
  yield(): void {
    const state = this.keeping.peek();
    if (state.kind === "stale") this.edit(state.fence);
  }

  #open(drawing: Drawing, clicking: boolean): void {
    this.drawing.value = drawing;
    this.clicking.value = clicking;
    this.tried.value = false;
    this.keeping.value = IDLE;
  }

  async #sent(method: string, url: string, body?: object): Promise<Keeping> {
    try {
      const answer = await this.ask(method, url, body);
      return read(answer.status, answer.body as { fence?: Fence; error?: unknown });
    } catch {
      return { kind: "unknown" };
    }
  }
}

function read(status: number, { fence, error }: { fence?: Fence; error?: unknown }): Keeping {
  const why = typeof error === "string" ? error : String(status);
  if (status < 300 && fence) return { kind: "kept", fence };
  if (status === 409 && fence) return { kind: "stale", fence, removing: false };
  if (status === 404) return { kind: "gone" };
  if (status === 401 || status === 403) return { kind: "denied" };
  const worker = /^workers: (\S+) is nobody/.exec(why)?.[1];
  return worker === undefined ? { kind: "refused", why } : { kind: "stranger", worker };
}

async function askServer(method: string, url: string, body?: object) {
  const response = await fetch(url, {
    method,
    signal: AbortSignal.timeout(PATIENCE_MS),
    ...(body ? { headers: { "content-type": "application/json" }, body: JSON.stringify(body) } : {}),
  });
  return { status: response.status, body: await response.json() as unknown };
}
