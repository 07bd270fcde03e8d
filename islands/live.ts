/** The connection to the server: numbered events into state, frames into stores, commands out. */
import { type Signal, signal } from "@preact/signals";
import { decodeFrame, FrameError } from "../streams/frame.ts";
import { filterKey, NO_FILTER } from "../streams/incident_filter.ts";
import { tilesOf, wholeCity } from "../streams/subscription.ts";
import {
  type AssignAnswer,
  type AssignCommand,
  type CaseLookers,
  type Frame,
  type Handshake,
  type Looking,
  type SceneChange,
  type View,
  type WallScene,
  WIRE_VERSION,
  type WireEvent,
} from "../streams/wire.ts";
import type { Bounds } from "../geo/place.ts";
import type { CellsStore } from "./cells_store.ts";
import { BROWSER_TIMERS, InStep } from "./in_step.ts";
import { initialState, type LiveState, type Message, reduce, SILENCE_MS } from "./state.ts";
import { post } from "./post.ts";
import { openSocket, type ServerSocket } from "./socket.ts";
import type { WorkersStore } from "./workers_store.ts";

export interface LiveOptions {
  readonly bounds: Bounds;
  readonly cells: CellsStore;
  readonly workers: WorkersStore;
  /** After frames changed a store. */
  readonly onFrame: () => void;
  /** The wall that this screen is part of. */
  readonly wall: string | null;
  /** Opens the socket; left out, to the server that the page is of. */
  readonly open?: (auth: () => object) => ServerSocket;
}

/** How long after they were made frames and figures are shown on every screen of a wall: time enough to reach them all. */
const IN_STEP_MS = 300;
/** A wall's scene is a matter of one round trip. */
const SCENE_ANSWER_MS = 2_000;

/** How long the socket may take to answer a command before HTTP is tried with the same key. */
const ANSWER_MS = 3_000;
const HTTP_ANSWER_MS = 6_000;
/** A lost frame is noticed once a tick; whole sections need not be asked for more often. */
const RESYNC_EVERY_MS = 2_000;
/** A socket that says nothing for so long is opened anew. */
const DEAF_MS = 10_000;
const TICK_MS = 500;

export class Live {
  readonly state: Signal<LiveState>;
  /** Frames taken in since the start. */
  frames = 0;
  lastFrameAt = 0;
  readonly #socket: ServerSocket;
  readonly #timer: number;
  #view: View | null = null;
  #resynced = 0;
  #reopened = 0;
  readonly #step: InStep;
  /** What other screens of the wall show now, and what it shows when this one joins it. */
  onScene: (scene: WallScene) => void = () => {};
  onJoined: (scene: WallScene | null) => void = () => {};
  /** What happened, after it was taken into the state; null: anything may have, because the connection is new. */
  onEvents: (events: readonly WireEvent[] | null) => void = () => {};
  /** Who else looks at a case; null: nobody is known to look at any, because the connection is new. */
  onLookers: (lookers: CaseLookers | null) => void = () => {};
  #looking: Looking | null = null;

  constructor(private readonly options: LiveOptions) {
    this.state = signal(initialState(Date.now()));
    this.#step = new InStep({
      delay: options.wall === null ? 0 : IN_STEP_MS,
      now: () => this.now(),
      ...BROWSER_TIMERS,
    });
    this.#socket = (options.open ?? openSocket)(() => this.#handshake());
    this.#socket.on("connect", () => {
      this.onLookers(null);
      if (this.#view) this.#socket.emit("view", this.#view);
      if (this.#looking) this.#socket.emit("looking", this.#looking);
    });
    this.#socket.on("lookers", (lookers) => this.onLookers(lookers));
    this.#socket.on("connect_error", () => void this.#askWhetherSignedIn());
    this.#socket.on("disconnect", (reason) => {
      this.#step.clear();
      this.#take({ kind: "disconnected", at: Date.now() });
      // The library does not come back by itself after the server said goodbye.
      if (reason === "io server disconnect") this.#socket.connect();
    });
    this.#socket.on("hello", (hello) => {
      if (hello.version !== WIRE_VERSION) return reloadOnce();
      this.#step.clear();
      this.#take({ kind: "hello", hello, at: Date.now() });
      if (hello.scene !== undefined) this.onJoined(hello.scene);
      this.onEvents(null);
    });
    this.#socket.on("scene", (scene) => this.onScene(scene));
    this.#socket.on("events", (events) => {
      this.#take({ kind: "events", events, at: Date.now() });
      this.onEvents(events);
    });
    this.#socket.on("pulse", (pulse) => {
      const at = Date.now();
      this.#step.show(pulse.now, () => this.#take({ kind: "pulse", pulse, at }));
    });
    this.#socket.on("frame", (bytes) => this.#frame(bytes));
    this.#timer = setInterval(() => this.#tick(), TICK_MS) as unknown as number;
  }

  /** This machine's clock put right by the server's. */
  now(): number {
    return Date.now() + this.state.value.offset;
  }

  /** Says what the screen shows; the server sends only that. */
  show(view: View): void {
    const { cells, workers, bounds } = this.options;
    this.#view = view;
    const tiles = tilesOf(view, bounds);
    const wanted = tiles === null ? null : new Set(tiles);
    workers.want(view.workers ? wanted ?? new Set() : null);
    const whole = tiles === null || wholeCity(view.resolution);
    const resync = cells.want({
      resolution: view.resolution,
      window: view.window,
      filter: filterKey(view.filter ?? NO_FILTER),
      tiles: whole ? null : wanted,
    });
    if (!this.#socket.connected) return;
    this.#socket.emit("view", view);
    if (resync) this.#resync();
  }

  /**
   * Over the socket, and over HTTP when it gives no answer in time. The key makes both one command. Rejects when neither
   * answers: with NotReached when nothing was sent; else whether it was done is unknown, and the same may be sent again.
   */
  async assign(command: AssignCommand): Promise<AssignAnswer> {
    // An emit while offline would be sent late, when nobody expects it any more.
    const emitted = this.#socket.connected;
    if (emitted) {
      try {
        return await this.#socket.timeout(ANSWER_MS).emitWithAck("assign", command);
      } catch {
        // No answer: HTTP below.
      }
    }
    const answer = await post("/api/assignments", command).catch((error: unknown) => {
      throw emitted ? new Error("The server took the command, if at all, without an answer") : error;
    }) as AssignAnswer | { error: string };
    if ("kind" in answer) return answer;
    throw new Error(answer.error);
  }

  /** Says which case is open here: others who may see it are told who looks. */
  look(looking: Looking): void {
    this.#looking = looking;
    if (this.#socket.connected) this.#socket.emit("looking", looking);
  }

  /** Makes all screens of the wall show this. Rejects without a connection. */
  async share(change: SceneChange): Promise<number | null> {
    if (!this.#socket.connected) throw new Error("Not connected");
    return await this.#socket.timeout(SCENE_ANSWER_MS).emitWithAck("scene", change);
  }

  /** A refused connection does not say why. Without an answer the server is away, and the screen says so. */
  async #askWhetherSignedIn(): Promise<void> {
    const answer = await fetch("/api/session", { signal: AbortSignal.timeout(HTTP_ANSWER_MS) }).catch(() =>
      null
    );
    if (answer?.status !== 401) return;
    this.close();
    location.assign(`/signin?next=${encodeURIComponent(location.pathname + location.search)}`);
  }

  close(): void {
    this.#step.clear();
    clearInterval(this.#timer);
    this.#socket.disconnect();
  }

  #handshake(): Record<string, unknown> {
    const { epoch, seq } = this.state.value;
    const { wall } = this.options;
    const handshake: Handshake = {
      version: WIRE_VERSION,
      ...(epoch === null ? {} : { epoch, after: seq }),
      ...(wall === null ? {} : { wall }),
    };
    return { ...handshake };
  }

  #take(message: Message): void {
    const { state, effects } = reduce(this.state.value, message);
    this.state.value = state;
    for (const effect of effects) {
      if (effect === "forget") {
        this.options.cells.forget();
        this.options.workers.forget();
      } else this.#reopen();
    }
  }

  #frame(bytes: Uint8Array | ArrayBuffer): void {
    try {
      const frame = decodeFrame(bytes);
      this.#step.show(frame.time, () => this.#merge(frame));
    } catch (error) {
      if (!(error instanceof FrameError)) throw error;
      this.#resync();
    }
  }

  #merge(frame: Frame): void {
    const { cells, workers } = this.options;
    let gap = false;
    for (const section of frame.sections) {
      const merged = section.kind === "cells"
        ? cells.merge(section)
        : workers.merge(section, frame.time, performance.now());
      gap ||= merged === "gap";
    }
    if (gap) this.#resync();
    // Measured by `deno task bench first-load`.
    if (this.frames++ === 0) performance.mark("hexwall:frame");
    this.lastFrameAt = Date.now();
    this.options.onFrame();
  }

  #resync(): void {
    const now = Date.now();
    if (now - this.#resynced < RESYNC_EVERY_MS) return;
    this.#resynced = now;
    this.#socket.emit("resync");
  }

  #tick(): void {
    const now = Date.now();
    const { heard, connection } = this.state.value;
    if (now - heard > SILENCE_MS && connection.kind === "live") this.#take({ kind: "tick", at: now });
    if (now - heard > DEAF_MS && this.#socket.connected && now - this.#reopened > DEAF_MS) this.#reopen();
  }

  #reopen(): void {
    this.#reopened = Date.now();
    this.#socket.disconnect().connect();
  }
}

/** The server speaks another version: the new page has the screen for it. Once, in case it has not. */
function reloadOnce(): void {
  const mark = `hexwall-reloaded-${WIRE_VERSION}`;
  if (sessionStorage.getItem(mark)) return;
  sessionStorage.setItem(mark, "1");
  location.reload();
}
