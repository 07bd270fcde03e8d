/**
 * Screens in a process of their own: told what to do by one line of JSON on stdin, it prints "ready" when all are
 * connected, and what they saw, as JSON, when stdin closes; so it also ends when its parent does. It connects to
 * 127.0.0.1 only.
 */
import { Buffer } from "node:buffer";
import process from "node:process";
import { io, type Socket } from "socket.io-client";
import { cellOf } from "../geo/cell.ts";
import { decodeFrame } from "../streams/frame.ts";
import {
  type CellsSection,
  type ClientToServer,
  type Frame,
  MEASURES,
  type ServerToClient,
  type View,
  WIRE_VERSION,
  type WorkersSection,
} from "../streams/wire.ts";
import { JsonTwin } from "./json_twin.ts";
import {
  type EventHeard,
  type Probe,
  type ProbeSeen,
  type ScreensAnswer,
  type ScreensOrder,
  stepOfPlace,
} from "./probes.ts";

const FIXES = MEASURES.indexOf("fixes");
const seen: ProbeSeen[] = [];
const heard: EventHeard[] = [];

/** Screens in the same rooms get the same bytes: one decoding serves all, as each wall has a machine of its own. */
let decoded: { readonly bytes: Buffer; readonly frame: Frame } | null = null;

function decode(data: Uint8Array): Frame {
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  if (!decoded?.bytes.equals(bytes)) decoded = { bytes, frame: decodeFrame(bytes) };
  return decoded.frame;
}

class Screen {
  bytes = 0;
  frames = 0;
  disconnects = 0;
  readonly twin = new JsonTwin();
  readonly connected = Promise.withResolvers<void>();
  readonly framed = Promise.withResolvers<void>();
  readonly socket: Socket<ServerToClient, ClientToServer>;
  readonly #steps = new Map<number, number>();
  readonly #probeOfSlot = new Map<number, Probe>();

  constructor(
    private readonly index: number,
    url: string,
    view: View,
    private readonly probes: readonly Probe[],
    private readonly twinned: boolean,
  ) {
    this.socket = io(url, {
      transports: ["websocket"],
      auth: { version: WIRE_VERSION },
      extraHeaders: { cookie: process.env["COOKIE"] ?? "" },
      forceNew: true,
    });
    this.socket.on("connect", () => this.socket.emit("view", view));
    this.socket.on("disconnect", () => this.disconnects++);
    this.socket.on("frame", (data) => this.#take(data, Date.now()));
    this.socket.on("pulse", () => this.connected.resolve());
    this.socket.on("events", (events) => {
      const at = Date.now();
      for (const event of events) {
        if (event.kind === "incident") heard.push({ screen: this.index, incident: event.incident.id, at });
      }
    });
  }

  #take(data: Uint8Array, at: number): void {
    this.bytes += data.byteLength;
    this.frames++;
    const frame = decode(data);
    if (this.twinned) this.twin.add(frame);
    for (const section of frame.sections) {
      if (section.kind === "workers") this.#workers(section, at);
      else this.#cells(section, at);
    }
    this.framed.resolve();
  }

  #workers({ slots, lat, lon }: WorkersSection, at: number): void {
    for (const probe of this.probes) {
      const i = slots.indexOf(probe.slot);
      if (i >= 0) this.#note(probe, stepOfPlace(probe, { lat: lat[i]!, lon: lon[i]! }), at);
    }
  }

  #cells({ resolution, named, blocks }: CellsSection, at: number): void {
    for (let i = 0; i < named.slots.length; i++) {
      const cell = cellOf(named.lo[i]!, named.hi[i]!);
      const probe = this.probes.find((probe) => probe.cell === cell);
      if (probe) this.#probeOfSlot.set(named.slots[i]!, probe);
    }
    if (this.#probeOfSlot.size === 0 || resolution > 8) return;
    const { slots, values } = blocks[FIXES]!;
    for (const [slot, probe] of this.#probeOfSlot) {
      const i = slots.indexOf(slot);
      // The first fix of a probe is its step 0.
      if (i >= 0) this.#note(probe, values[i]! - 1, at);
    }
  }

  #note(probe: Probe, step: number, at: number): void {
    if (step <= (this.#steps.get(probe.row) ?? 0)) return;
    this.#steps.set(probe.row, step);
    seen.push({ screen: this.index, row: probe.row, step, at });
  }
}

async function readOrder(lines: ReadableStreamDefaultReader<string>): Promise<ScreensOrder> {
  let text = "";
  while (!text.includes("\n")) {
    const { value, done } = await lines.read();
    if (done) Deno.exit(1);
    text += value;
  }
  return JSON.parse(text) as ScreensOrder;
}

if (import.meta.main) {
  // deno-lint-ignore no-console -- the process answers on stdout
  const answer = (line: string) => console.log(line);
  const lines = Deno.stdin.readable.pipeThrough(new TextDecoderStream()).getReader();
  const { url, walls, wallView, wallProbes, consoles, untilFrame, jsonTwin = false } = await readOrder(lines);
  if (new URL(url).hostname !== "127.0.0.1") throw new Error(`${url}: screens connect to 127.0.0.1 only`);
  const began = performance.now();
  const screens = [
    ...Array.from({ length: walls }, (_, i) => new Screen(i, url, wallView, wallProbes, jsonTwin)),
    ...consoles.map(({ view, probes }, i) => new Screen(walls + i, url, view, probes, jsonTwin)),
  ];
  await Promise.all(screens.map(({ connected, framed }) => (untilFrame ? framed : connected).promise));
  const cpuBefore = process.cpuUsage();
  answer("ready");
  while (!(await lines.read()).done) { /* wait for the end of input */ }
  const { user, system } = process.cpuUsage(cpuBefore);
  const result: ScreensAnswer = {
    screens: screens.map(({ bytes, twin, frames, disconnects }) => ({
      bytes,
      jsonBytes: twin.bytes,
      leanJsonBytes: twin.leanBytes,
      frames,
      disconnects,
    })),
    seconds: (performance.now() - began) / 1000,
    seen,
    heard,
    cpuSeconds: (user + system) / 1e6,
  };
  answer(JSON.stringify(result));
  for (const { socket } of screens) socket.disconnect();
  Deno.exit(0);
}
