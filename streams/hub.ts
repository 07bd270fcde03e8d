/** The hub pushes the city to the screens. The only module that imports socket.io. */
import type { IncomingMessage, Server as HttpServer } from "node:http";
import { Server, type Socket } from "socket.io";
import type { AssignAnswer, AssignCommand, CityEvent, IncidentRecord } from "./record.ts";
import { checkLooking, type LookerName, Lookers } from "./lookers.ts";
import type { Alert } from "../store/alert.ts";
import { Rooms, type RoomSource, Seat } from "./rooms.ts";
import { Shown } from "./shown.ts";
import { checkView } from "./subscription.ts";
import type { Viewer } from "./viewer.ts";
import { Allowance, checkScene, checkWallName, Walls } from "./walls.ts";
import {
  type ClientToServer,
  type Handshake,
  type Hello,
  type Pulse,
  type ServerToClient,
  type View,
  WIRE_VERSION,
} from "./wire.ts";
import type { Bounds } from "../geo/place.ts";

/** Workers twice a second. */
export const WORKERS_EVERY_MS = 500;
/** Cells once a second, a little early, so that what was accepted is on every screen within the second. */
export const CELLS_EVERY_MS = 800;
/** Events kept for screens that were away; one that was away longer gets a snapshot. */
const REMEMBERED_EVENTS = 5_000;
/** A screen with more packets than this waiting is cut; it comes back by itself and resumes. */
const MOST_QUEUED_PACKETS = 500;
/** So is one that owes so many characters of events: a list of long reports is large in few packets. */
const MOST_OWED = 4_000_000;
/** So is one whose socket has held something unsent for this long. */
const STALLED_MS = 30_000;
/** A screen's view takes effect at most so often; of those that come faster the last one counts. */
const VIEW_EVERY_MS = 100;
/** Scenes of a wall that is being moved: a few at once, then so many a second from one screen. */
const SCENES_AT_ONCE = 20, SCENES_PER_SECOND = 40;
/** So with what a screen looks at: a person opens cases, and begins and stops to type. */
const LOOKS_AT_ONCE = 20, LOOKS_PER_SECOND = 4;

export interface HubOptions<V extends Viewer> {
  readonly server: HttpServer;
  readonly source: RoomSource;
  readonly bounds: Bounds;
  /** Random at every start: slots mean something only within one epoch. */
  readonly epoch: string;
  /** The last committed event before this start. */
  readonly seq: number;
  readonly now: () => number;
  readonly openIncidents: () => readonly IncidentRecord[];
  /** Alerts that have not ended. */
  readonly openAlerts: () => Iterable<Alert>;
  readonly pulse: () => Pulse;
  /**
   * Who a handshake comes from; null when nobody may look. Asked again with every push, so that a screen whose session
   * ended, or whose rights changed, is cut within the second.
   */
  readonly authenticate: (request: IncomingMessage) => V | null;
  readonly assign: (command: AssignCommand, viewer: V) => Promise<AssignAnswer>;
  /** A command on a case, as {@link ClientToServer.command} says. */
  readonly command: (sent: unknown, viewer: V) => Promise<object>;
  /** Who a viewer is to others who look at a case; null when they may not see it. */
  readonly looker: (viewer: V, id: string) => LookerName | null;
  readonly report: (stage: string, error: unknown) => void;
}

type Screen = Socket<ClientToServer, ServerToClient>;

interface Attendance<V> {
  viewer: V;
  readonly seat: Seat;
  readonly shown: Shown;
  /** When it was last ready for a frame. */
  drained: number;
  /** Characters of events sent since it was last ready. */
  owed: number;
  /** When a view last took effect, and the one that waits for the next tick. */
  viewedAt: number;
  waitingView: View | null;
}

export class Hub<V extends Viewer = Viewer> {
  readonly #io: Server<ClientToServer, ServerToClient>;
  readonly #rooms: Rooms;
  readonly #screens = new Map<Screen, Attendance<V>>();
  readonly #walls = new Walls();
  readonly #lookers = new Lookers<Screen>();
  readonly #recent: CityEvent[] = [];
  /** Events that arrived before the one they follow. */
  readonly #early = new Map<number, CityEvent>();
  #seq: number;
  /** Until the city's state is restored no screen is let in: it would take an empty city for the truth. */
  #open = false;

  constructor(private readonly options: HubOptions<V>) {
    this.#seq = options.seq;
    this.#rooms = new Rooms(options.source, options.bounds);
    this.#io = new Server(options.server, {
      serveClient: false,
      perMessageDeflate: false,
      maxHttpBufferSize: 64 * 1024,
      // Socket.IO's cors option does not stop a WebSocket from a foreign page, so the origin is checked here.
      allowRequest: (request, decide) => {
        const { origin, host } = request.headers;
        const own = this.#open && (!origin || sameHost(origin, host));
        decide(null, own && options.authenticate(request) !== null);
      },
    });
    this.#io.on("connection", (socket) => this.#welcome(socket));
  }

  get screens(): number {
    return this.#screens.size;
  }

  get seq(): number {
    return this.#seq;
  }

  /** Sends committed events to every screen, in the order of their numbers whatever order they are handed in. */
  publish(events: readonly CityEvent[]): void {
    for (const event of events) if (event.seq > this.#seq) this.#early.set(event.seq, event);
    const fresh: CityEvent[] = [];
    for (let next = this.#early.get(this.#seq + 1); next; next = this.#early.get(this.#seq + 1)) {
      this.#early.delete(next.seq);
      this.#seq = next.seq;
      fresh.push(next);
    }
    if (fresh.length === 0) return;
    this.#recent.push(...fresh);
    if (this.#recent.length > REMEMBERED_EVENTS) {
      this.#recent.splice(0, this.#recent.length - REMEMBERED_EVENTS);
    }
    const size = JSON.stringify(fresh).length;
    for (const [socket, attendance] of this.#screens) {
      const { viewer, shown } = attendance;
      const seen = viewer.key === "" ? fresh : shown.filter(viewer, fresh);
      if (ready(socket)) attendance.owed = 0;
      const packets = socket.conn.transport.name === "websocket" ? waiting(socket) : 0;
      if (packets > MOST_QUEUED_PACKETS || attendance.owed > MOST_OWED) this.#cut(socket);
      else {
        attendance.owed += size;
        socket.emit("events", seen);
      }
    }
  }

  /** Cuts the screens whose session ended; the ticks do the same, a little later. */
  recheck(): void {
    for (const [socket, attendance] of this.#screens) this.#mayStay(socket, attendance);
  }

  /** Lets screens in and starts the ticks; they end with the signal, and the sockets with them. */
  start(signal: AbortSignal): void {
    this.#open = true;
    const workers = setInterval(() => this.#tick("workers"), WORKERS_EVERY_MS);
    const cells = setInterval(() => this.#tick("cells"), CELLS_EVERY_MS);
    signal.addEventListener("abort", () => {
      clearInterval(workers);
      clearInterval(cells);
      this.#io.disconnectSockets(true);
      this.#io.engine.close();
    }, { once: true });
  }

  #welcome(socket: Screen): void {
    const { now } = this.options;
    const viewer = this.options.authenticate(socket.request);
    if (!viewer) return this.#cut(socket);
    const attendance: Attendance<V> = {
      viewer,
      seat: new Seat(viewer),
      shown: new Shown(),
      drained: now(),
      owed: 0,
      viewedAt: -Infinity,
      waitingView: null,
    };
    this.#screens.set(socket, attendance);
    socket.on("disconnect", () => {
      this.#screens.delete(socket);
      this.#rooms.leave(attendance.seat);
      this.#tellLookers(this.#lookers.leave(socket));
    });
    this.#letLook(socket, attendance);
    socket.on(
      "view",
      this.#guarded("view", (sent) => {
        attendance.waitingView = checkView(sent) ?? attendance.waitingView;
        if (Math.abs(now() - attendance.viewedAt) >= VIEW_EVERY_MS) this.#settle(attendance);
      }),
    );
    socket.on("resync", () => this.#rooms.resync(attendance.seat));
    const answering =
      <C, A>(stage: string, act: (sent: C, viewer: V) => Promise<A>) =>
      (sent: C, answer: (answer: A) => void) => {
        if (typeof answer !== "function" || !this.#mayStay(socket, attendance)) return;
        // In a promise from the beginning, so that nothing is thrown at the socket.
        new Promise<A>((resolve) => resolve(act(sent, attendance.viewer))).then(answer)
          .catch((error) => this.options.report(`${stage} over the socket`, error));
      };
    socket.on("assign", answering("assign", this.options.assign));
    socket.on("command", answering("command", this.options.command));
    if (viewer.cells) this.#hang(socket);
    // Snapshot and subscription happen in one turn of the loop, so that no event falls between them.
    const wall = viewer.cells ? wallOf(socket) : null;
    const hello = this.#hello(socket.handshake.auth as Partial<Handshake>, attendance);
    socket.emit("hello", wall === null ? hello : { ...hello, scene: this.#walls.sceneOf(wall) });
    socket.emit("pulse", this.options.pulse());
  }

  /** A screen that names a wall shows what the wall shows. */
  #hang(socket: Screen): void {
    const wall = wallOf(socket);
    if (wall === null) return;
    const allowance = new Allowance(SCENES_AT_ONCE, SCENES_PER_SECOND);
    socket.join(roomOf(wall));
    socket.on(
      "scene",
      this.#guarded("scene", (sent, answer) => {
        if (typeof answer !== "function") return;
        const change = checkScene(sent);
        if (!change || !allowance.take(this.options.now())) return answer(null);
        const scene = this.#walls.write(wall, change);
        socket.to(roomOf(wall)).emit("scene", scene);
        answer(scene.version);
      }),
    );
  }

  /** A screen that says what it looks at is told who else does. */
  #letLook(socket: Screen, attendance: Attendance<V>): void {
    const allowance = new Allowance(LOOKS_AT_ONCE, LOOKS_PER_SECOND);
    let known = false;
    socket.on(
      "looking",
      this.#guarded("looking", (sent) => {
        const looking = checkLooking(sent);
        if (!looking || !allowance.take(this.options.now()) || !this.#mayStay(socket, attendance)) return;
        const seen = looking.case === null ? null : this.options.looker(attendance.viewer, looking.case);
        const changed = seen
          ? this.#lookers.look(socket, looking, seen)
          : this.#lookers.look(socket, { case: null }, NOBODY);
        if (!known) { for (const id of this.#lookers.cases()) this.#tellLooker(socket, id); }
        known = true;
        this.#tellLookers(changed);
      }),
    );
  }

  #tellLookers(cases: readonly string[]): void {
    for (const id of cases) for (const screen of this.#lookers.audience) this.#tellLooker(screen, id);
  }

  /** Asked at each telling: who may not see a case is told of nobody who looks at it. */
  #tellLooker(socket: Screen, id: string): void {
    const attendance = this.#screens.get(socket);
    const self = attendance && this.options.looker(attendance.viewer, id);
    if (self) socket.emit("lookers", { case: id, people: this.#lookers.at(id, self.id) });
  }

  /** A screen may send anything: what is thrown at its socket would end the server, and with it all other screens. */
  #guarded<E extends keyof ClientToServer>(event: E, take: ClientToServer[E]): ClientToServer[E] {
    const guarded = (...sent: never[]) => {
      try {
        (take as (...sent: never[]) => void)(...sent);
      } catch (error) {
        this.options.report(`${event} over the socket`, error);
      }
    };
    return guarded as ClientToServer[E];
  }

  /** Whether a session still goes on and sees what it saw; otherwise its screen is cut, and comes back as what it is now. */
  #mayStay(socket: Screen, attendance: Attendance<V>): boolean {
    const viewer = this.options.authenticate(socket.request);
    if (viewer?.key === attendance.viewer.key) {
      attendance.viewer = viewer;
      return true;
    }
    this.#cut(socket);
    return false;
  }

  #settle(attendance: Attendance<V>): void {
    const { seat, waitingView } = attendance;
    if (!waitingView) return;
    attendance.waitingView = null;
    attendance.viewedAt = this.options.now();
    this.#rooms.settle(seat, waitingView);
  }

  #hello({ epoch, after }: Partial<Handshake>, { viewer, shown }: Attendance<V>): Hello {
    const { now, openIncidents, openAlerts } = this.options;
    // Another sight is another epoch: what a screen holds of it must not be built upon.
    const own = viewer.key === "" ? this.options.epoch : `${this.options.epoch}.${viewer.key}`;
    const first = this.#recent[0]?.seq ?? this.#seq + 1;
    // In another epoch the numbers may be those of another ledger.
    const resumable = viewer.key === "" && epoch === own && typeof after === "number" && after <= this.#seq &&
      after >= first - 1;
    return {
      version: WIRE_VERSION,
      epoch: own,
      now: now(),
      seq: this.#seq,
      state: resumable
        ? { kind: "resumed", events: this.#recent.filter((event) => event.seq > after) }
        : { kind: "snapshot", incidents: shown.begin(viewer, openIncidents()) },
      alerts: [...openAlerts()].filter((alert) => viewer.alert(alert)),
    };
  }

  #tick(kind: "cells" | "workers"): void {
    try {
      this.#push(kind, this.options.now());
    } catch (error) {
      this.options.report(`push ${kind}`, error);
    }
  }

  #push(kind: "cells" | "workers", now: number): void {
    for (const [socket, attendance] of this.#screens) {
      if (this.#mayStay(socket, attendance)) this.#settle(attendance);
    }
    this.#rooms.advance(kind, now);
    const pulse = kind === "cells" ? this.options.pulse() : null;
    for (const [socket, attendance] of this.#screens) {
      const { seat } = attendance;
      if (!ready(socket)) {
        // What it misses now it gets whole later: live layers are hints and never queue up.
        this.#rooms.resync(seat);
        if (now - attendance.drained > STALLED_MS) this.#cut(socket);
        continue;
      }
      attendance.drained = now;
      attendance.owed = 0;
      // Where the crowd thins out or gathers, single workers appear or go.
      if (pulse && seat.view) this.#rooms.settle(seat, seat.view);
      const frame = this.#rooms.frame(kind, seat, now);
      if (frame) socket.emit("frame", frame);
      if (pulse) socket.emit("pulse", pulseFor(seat, pulse));
    }
  }

  #cut(socket: Screen): void {
    socket.disconnect(true);
  }
}

const NOBODY: LookerName = { id: "", name: "" };

/** Most screens get the one pulse; a few are told what of their view they do not get. */
function pulseFor({ crowded, unfiltered }: Seat, pulse: Pulse): Pulse {
  if (!crowded && !unfiltered) return pulse;
  return { ...pulse, ...(crowded ? { crowded } : {}), ...(unfiltered ? { unfiltered } : {}) };
}

function wallOf(socket: Screen): string | null {
  return checkWallName((socket.handshake.auth as Partial<Handshake>).wall);
}

function roomOf(wall: string): string {
  return `wall/${wall}`;
}

function waiting(socket: Screen): number {
  return (socket.conn as unknown as { writeBuffer: unknown[] }).writeBuffer.length;
}

function ready(socket: Screen): boolean {
  return socket.conn.transport.writable && waiting(socket) === 0;
}

function sameHost(origin: string, host: string | undefined): boolean {
  try {
    return new URL(origin).host === host;
  } catch {
    return false;
  }
}
