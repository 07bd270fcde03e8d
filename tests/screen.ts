/** A screen without a browser: connects as the wall does, and remembers what it was sent. */
import { io, type Socket } from "socket.io-client";
import { decodeFrame } from "../streams/frame.ts";
import { cookieOf } from "./server.ts";
import {
  type AssignAnswer,
  type AssignCommand,
  type ClientToServer,
  type Frame,
  type Hello,
  type Pulse,
  type ServerToClient,
  type View,
  WIRE_VERSION,
  type WireEvent,
} from "../streams/wire.ts";

export class TestScreen {
  readonly hellos: Hello[] = [];
  readonly frames: Frame[] = [];
  readonly events: WireEvent[] = [];
  readonly pulses: Pulse[] = [];
  readonly socket: Socket<ServerToClient, ClientToServer>;
  #watchers = new Set<() => void>();

  constructor(
    url: string,
    auth: { epoch?: string; after?: number; wall?: string } = {},
    options: Record<string, unknown> = {},
  ) {
    this.socket = io(url, {
      auth: { version: WIRE_VERSION, ...auth },
      transports: ["websocket"],
      reconnection: false,
      ...options,
      extraHeaders: { cookie: cookieOf(url), ...options["extraHeaders"] as Record<string, string> },
    });
    this.socket.on("hello", (hello) => this.#note(() => this.hellos.push(hello)));
    this.socket.on("events", (events) => this.#note(() => this.events.push(...events)));
    this.socket.on("pulse", (pulse) => this.#note(() => this.pulses.push(pulse)));
    this.socket.on("frame", (bytes) => this.#note(() => this.frames.push(decodeFrame(bytes))));
  }

  view(view: View): void {
    this.socket.emit("view", view);
  }

  assign(command: AssignCommand): Promise<AssignAnswer> {
    return this.socket.timeout(10_000).emitWithAck("assign", command);
  }

  /** Resolves as soon as the condition holds; a test's own time limit is the only clock. */
  until<T>(condition: () => T | undefined | false): Promise<T> {
    return new Promise((resolve) => {
      const look = () => {
        const found = condition();
        if (found === undefined || found === false) return;
        this.#watchers.delete(look);
        resolve(found);
      };
      this.#watchers.add(look);
      look();
    });
  }

  close(): void {
    this.socket.close();
  }

  #note(take: () => void): void {
    take();
    for (const look of [...this.#watchers]) look();
  }
}
