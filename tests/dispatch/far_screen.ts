/** The wall's own client behind a bad line, and a second look at what it is sent: every number once and in order. */
import { CellsStore } from "../../islands/cells_store.ts";
import { Live } from "../../islands/live.ts";
import { openSocket, type ServerSocket } from "../../islands/socket.ts";
import { WorkersStore } from "../../islands/workers_store.ts";
import type { Bounds } from "../../geo/place.ts";
import type { CaseSummary } from "../../store/case.ts";
import type { Hello, WireEvent } from "../../streams/wire.ts";
import type { UnsteadyLine } from "../unsteady_line.ts";

const BOUNDS: Bounds = [120.1, 36, 120.4, 36.3];

export class FarScreen {
  readonly live: Live;
  /** What was wrong with the numbers, in words. */
  readonly faults: string[] = [];
  /** The newest of each case that was told of. */
  readonly cases = new Map<string, CaseSummary>();
  /** ms from the last break to being in step again, and of these from the first connection that was accepted after it. */
  readonly fromBreak: number[] = [];
  readonly fromAccepted: number[] = [];
  /** ms from the end of a stall to having what the server had then. */
  readonly fromStall: number[] = [];
  snapshots = 0;
  resumed = 0;
  #seq = 0;
  #epoch: string | null = null;
  #flowed: { readonly at: number; readonly seq: number } | null = null;

  /** `newest` is the number of the last event that a screen with a good line has. */
  constructor(readonly line: UnsteadyLine, cookie: string, newest: () => number) {
    line.onFlow = () => this.#flowed ??= { at: performance.now(), seq: newest() };
    this.live = new Live({
      ...{ bounds: BOUNDS, cells: new CellsStore(), workers: new WorkersStore(), onFrame() {}, wall: null },
      open: (auth) => this.#watched(openSocket(auth, { url: line.url, headers: { cookie } })),
    });
    this.live.show({
      ...{ bounds: BOUNDS, zoom: 11, resolution: 8, window: 15, cells: true, workers: true },
    });
  }

  get seq(): number {
    return this.live.state.value.seq;
  }

  /** Asked before the client itself: its own state is what it was. */
  #watched(socket: ServerSocket): ServerSocket {
    socket.on("hello", (hello) => this.#hello(hello));
    socket.on("events", (events) => {
      this.#follow(events, "events");
      this.#caughtUp();
    });
    return socket;
  }

  #hello({ epoch, seq, state }: Hello): void {
    if (state.kind === "resumed") {
      this.resumed++;
      if (epoch !== this.#epoch) this.faults.push(`resumed in ${epoch}, not ${this.#epoch}`);
      this.#follow(state.events, "hello");
      if (this.#seq !== seq) this.faults.push(`hello up to ${this.#seq} says ${seq}`);
    } else {
      this.snapshots++;
      if (seq < this.#seq) this.faults.push(`snapshot of ${seq} after ${this.#seq}`);
    }
    this.#epoch = epoch;
    this.#seq = seq;
    const { brokenAt, acceptedAt, now } = this.line;
    if (brokenAt !== null && acceptedAt !== null) {
      this.fromBreak.push(now - brokenAt);
      this.fromAccepted.push(now - acceptedAt);
      this.line.brokenAt = null;
    }
    this.#caughtUp();
  }

  #follow(events: readonly WireEvent[], from: string): void {
    for (const event of events) {
      if (event.seq !== this.#seq + 1) this.faults.push(`${from}: ${event.seq} after ${this.#seq}`);
      this.#seq = event.seq;
      if (event.kind === "case") this.cases.set(event.case.id, event.case);
    }
  }

  #caughtUp(): void {
    if (!this.#flowed || this.#seq < this.#flowed.seq) return;
    this.fromStall.push(performance.now() - this.#flowed.at);
    this.#flowed = null;
  }
}
