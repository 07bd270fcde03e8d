/**
 * The protocol between server and screens, both ways. JSON events go through Socket.IO; live layers are binary frames.
 * Described for strangers in ARCHITECTURE.md; a change that an older screen cannot read raises {@link WIRE_VERSION}.
 */
import type { Bounds } from "../geo/place.ts";
import type { Alert } from "../store/alert.ts";
import type { Weather } from "./weather.ts";
import type { IncidentFilter } from "./incident_filter.ts";
import type { AssignAnswer, AssignCommand, Assignment, CityEvent, IncidentRecord } from "./record.ts";

export const WIRE_VERSION = 2;

/** Windows over which incidents and fixes are counted, in minutes. */
export const WINDOWS = [15, 60, 1440] as const;
export type Window = (typeof WINDOWS)[number];

/** What a screen shows, and therefore gets. */
export interface View {
  readonly bounds: Bounds;
  readonly zoom: number;
  /** H3 resolution of the cells layer. */
  readonly resolution: number;
  readonly window: Window;
  readonly cells: boolean;
  readonly workers: boolean;
  /** Which incidents the cells count; all of them without it. */
  readonly filter?: IncidentFilter;
}

/** Socket.IO `auth` of the handshake. `epoch` and `after` ask to resume where the screen was. */
export interface Handshake {
  readonly version: number;
  readonly epoch?: string;
  readonly after?: number;
  /** Name of the wall that this screen is part of. */
  readonly wall?: string;
}

/** What a person made a wall of several screens show. */
export interface SceneChange {
  /** Path and query of the wall's page, at most 4,000 characters. */
  readonly address: string;
  /** More exact than the address, or the seams between screens would show; null for the scene's own view. */
  readonly view: { readonly lat: number; readonly lon: number; readonly zoom: number } | null;
}

export interface WallScene extends SceneChange {
  /** One more at each change of the wall. */
  readonly version: number;
}

export interface Hello {
  readonly version: number;
  /** Changes when the server restarts: slots of cells and workers mean something only within one epoch. */
  readonly epoch: string;
  /** Server clock, epoch ms. */
  readonly now: number;
  /** Number of the last event this hello includes. */
  readonly seq: number;
  /** Either everything that is open now, or only what the screen missed. */
  readonly state:
    | { readonly kind: "snapshot"; readonly incidents: readonly IncidentRecord[] }
    | { readonly kind: "resumed"; readonly events: readonly WireEvent[] };
  /** Those that have not ended, as far as this screen may see them; what becomes of them comes as events. */
  readonly alerts: readonly Alert[];
  /** For a screen of a wall: what the wall shows; null before anybody said so. */
  readonly scene?: WallScene | null;
}

/** Something happened that whoever looks at this screen may not see. Numbers stay without a gap. */
export interface HiddenEvent {
  readonly seq: number;
  readonly at: number;
  readonly kind: "hidden";
  /** An incident that this screen shows, and that moved to where it may not look. */
  readonly gone?: { readonly source: string; readonly id: string };
}

export type WireEvent = CityEvent | HiddenEvent;

export type FeedState = "live" | "quiet" | "down" | "waiting";

/** The health of one feed, as the screens say it. */
export interface FeedHealth {
  readonly feed: string;
  readonly kind: "fixes" | "incidents" | "cameras" | "weather";
  readonly state: FeedState;
  /** When something was last accepted, epoch ms; null before the first. */
  readonly last: number | null;
  readonly accepted: number;
  readonly rejected: number;
  readonly flagged: number;
  /** Refusals and flags by reason. */
  readonly reasons: Readonly<Record<string, number>>;
  /** After so long without a word it is late, ms; a feed that sends when something changes has none. */
  readonly lateAfterMs?: number;
  /** Why it is down, for people. */
  readonly error?: string;
}

/** Once a second: the server's clock, figures and feeds. */
export interface Pulse {
  readonly now: number;
  readonly seq: number;
  readonly feeds: readonly FeedHealth[];
  readonly engine: "up" | "down";
  /** Rows accepted but not yet in ClickHouse. */
  readonly backlog: number;
  readonly totals: {
    /** Workers with a fix that is still live. */
    readonly workers: number;
    readonly incidents: number;
    readonly unassigned: number;
    /** Incidents that came in within the last 15 min, 60 min, 24 h. */
    readonly arrived: readonly [number, number, number];
    readonly cameras: number;
    readonly fixesPerSecond: number;
  };
  /** Work behind the scenes that takes long: how much of it is done, 0 to 1. */
  readonly progress?: Progress | null;
  /** The latest word of a weather feed, null when there is none or it is too old to say anything of now. */
  readonly weather?: Weather | null;
  /** Workers of the view are too many to draw one by one; screens show cells only. */
  readonly crowded?: boolean;
  /** Too many different filters are in use: this screen gets no cells until another one is let go. */
  readonly unfiltered?: boolean;
}

export interface Progress {
  /** `history`: the demo makes up the weeks before its first start. */
  readonly kind: "history";
  readonly share: number;
}

/** What a screen has open: a case, and whether somebody types there now. */
export interface Looking {
  readonly case: string | null;
  readonly typing?: boolean;
}

/** Who else looks at a case; without anybody when the last one left. */
export interface CaseLookers {
  readonly case: string;
  readonly people: readonly { readonly name: string; readonly typing: boolean }[];
}

export interface ServerToClient {
  hello(hello: Hello): void;
  /** Reliable and gap-free: `seq` of the first is one more than the last that the screen has. */
  events(events: readonly WireEvent[]): void;
  /** Volatile: see {@link decodeFrame}. */
  frame(bytes: Uint8Array): void;
  /** Volatile. */
  pulse(pulse: Pulse): void;
  /** What a person changed on another screen of this wall. */
  scene(scene: WallScene): void;
  /** To screens that said what they look at, of cases that they may see. */
  lookers(lookers: CaseLookers): void;
}

export interface ClientToServer {
  view(view: View): void;
  /** Same code path as `POST /api/assignments`. */
  assign(command: AssignCommand, answer: (answer: AssignAnswer) => void): void;
  /**
   * Same code path as `POST /api/cases/{id}/commands`; `sent` is `{key, case, version, command}`. Where that says 503, the
   * answer is `{kind: "unavailable", why, retryAfter}`, in seconds: nothing was stored, and the same may be sent again.
   */
  command(sent: unknown, answer: (answer: object) => void): void;
  /** A change for all screens of this wall. Answers with its version, or null when they come too fast or it is none. */
  scene(change: SceneChange, answer: (version: number | null) => void): void;
  /** What this screen looks at; others who may see the case are told who looks. */
  looking(looking: Looking): void;
  /** The screen found a gap: send the sections of its rooms whole. */
  resync(): void;
}

export { NO_HEADING, WORKER_STATE } from "../geo/worker_mark.ts";
export type { Sky, Weather } from "./weather.ts";
export type { Alert };
export type { AssignAnswer, AssignCommand, Assignment, CityEvent, IncidentRecord };

/* ---- binary frames -------------------------------------------------------------------------------------------- */

/** What a cells section counts, in the order of its blocks. */
export const MEASURES = ["workers", "open", "incidents", "fixes"] as const;
export type Measure = (typeof MEASURES)[number];

/** The tile number of a section about the whole city. */
export const WHOLE_CITY = 0xffff_ffff;
/** Changed values of one measure: `values[i]` is the new count of the cell in slot `slots[i]`; slots ascend. */
export interface MeasureBlock {
  readonly slots: Uint32Array;
  readonly values: Uint32Array;
}

export interface CellsSection {
  readonly kind: "cells";
  readonly resolution: number;
  readonly window: number;
  /** Slot of the tile's cell at resolution {@link COARSEST}, or {@link WHOLE_CITY}. */
  readonly tile: number;
  /** Number of this section in its room, and of the one it builds on; `base` 0 replaces everything held of the room. */
  readonly tick: number;
  readonly base: number;
  /** Cells this room never named before: slot, low and high half of the H3 index. */
  readonly named: { readonly slots: Uint32Array; readonly lo: Uint32Array; readonly hi: Uint32Array };
  /** One block a measure, in the order of {@link MEASURES}. */
  readonly blocks: readonly MeasureBlock[];
}

export interface WorkersSection {
  readonly kind: "workers";
  readonly tile: number;
  readonly tick: number;
  readonly base: number;
  /** Workers that moved, changed state, or are new in the tile. */
  readonly slots: Uint32Array;
  /** Degrees; exact to a 65,535th of the tile's box (about 0.15 m). */
  readonly lon: Float64Array;
  readonly lat: Float64Array;
  readonly heading: Uint8Array;
  readonly state: Uint8Array;
  /** Seconds since the fix at the frame's time, at most 65,535. */
  readonly age: Uint16Array;
  /** Workers that left the tile or are no longer live. */
  readonly gone: Uint32Array;
  /** Box the positions are quantised in. */
  readonly box: Bounds;
}

export type Section = CellsSection | WorkersSection;

export interface Frame {
  /** Server clock when the frame was made, epoch ms. */
  readonly time: number;
  readonly sections: readonly Section[];
}
