/** What the parts of the console share: the live city, the queue, what is open, and what a person can do. */
import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { CaseRow } from "../../dispatch/case_list.ts";
import { cellAt, parentOf } from "../../geo/cell.ts";
import type { IncidentMark } from "../../geo/layers/incidents.ts";
import { type Breaks, PLAIN_BREAKS } from "../../geo/layers/ramp.ts";
import type { Place } from "../../geo/place.ts";
import { NO_FILTER as EVERY_INCIDENT } from "../../streams/incident_filter.ts";
import type { IncidentRecord, WireEvent } from "../../streams/wire.ts";
import type { Alert } from "../../store/alert.ts";
import { AlertDesk } from "../alerts/acknowledging.ts";
import type { CellReading } from "../cells_picture.ts";
import { CellsStore } from "../cells_store.ts";
import type { CityDescription } from "../city.ts";
import { type CaseWords, caseWords } from "../cases/words.ts";
import type { Who } from "../cases/use_cases.ts";
import type { Step } from "../effort.ts";
import type { Hit } from "../hit.ts";
import { Live } from "../live.ts";
import type { MapHost, MapLook, MapState, ReachShown } from "../live_map.ts";
import type { WallMap } from "../map.ts";
import { Speech } from "../say.ts";
import { type Connection, incidentKey } from "../state.ts";
import type { MapView } from "../url_state.ts";
import type { Box, Size } from "../wall/display.ts";
import type { District } from "../wall/presets.ts";
import { follow, type Resource } from "../wall/resource.ts";
import { keepUsual, type Usual, type UsualWanted } from "../wall/usual.ts";
import type { WorkerAnswer } from "../wall/workers_answer.ts";
import { WorkersStore } from "../workers_store.ts";
import { askedOf, type Choice, type DispatchAddress, NOTHING } from "./address.ts";
import { FencesStore } from "../fences_store.ts";
import { FenceEditor } from "./fence_editor.ts";
import { type FenceWords, fenceWords } from "./fence_words.ts";
import { Countdowns } from "./countdown.tsx";
import { IncidentsStore } from "./incidents_store.ts";
import { QueueStore } from "./queue_store.ts";
import { targetOf } from "./in_cell.ts";
import { markedCase, marksOf } from "./marks.ts";
import { pick } from "./pick.ts";
import { Presence } from "./presence.ts";
import { RankingAhead } from "./ranking_ahead.ts";
import { Selection } from "./selection.ts";
import { Sender } from "./sending.ts";
import { Sends } from "./sends.ts";
import { type DispatchWords, dispatchWords } from "./words.ts";

const WORKER_EVERY_MS = 3_000;

export class DispatchModel implements MapHost {
  readonly cells = new CellsStore();
  readonly workers = new WorkersStore();
  readonly live: Live;
  readonly speech: ReadonlySignal<Speech>;
  readonly words: ReadonlySignal<DispatchWords>;
  readonly caseWords: ReadonlySignal<CaseWords>;
  readonly fenceWords: ReadonlySignal<FenceWords>;
  readonly theme: ReadonlySignal<"light" | "dark">;
  readonly screen: ReadonlySignal<MapLook>;
  readonly view: ReadonlySignal<MapView>;
  readonly connection: ReadonlySignal<Connection>;
  readonly incidents: ReadonlySignal<ReadonlyMap<string, IncidentRecord>>;
  readonly usual: ReadonlySignal<Usual>;
  readonly breaks = signal<Breaks>(PLAIN_BREAKS);
  readonly effort = signal<{ readonly step: Step; readonly software: boolean }>({
    step: "full",
    software: false,
  });
  readonly resolution = signal<number | null>(null);
  readonly districts = signal<readonly District[]>([]);
  readonly map = signal<MapState>("loading");
  readonly basemapLost = signal(false);
  readonly basemapBlocked = signal<readonly string[]>([]);
  readonly mapBy = signal("");
  readonly queue: QueueStore;
  readonly waiting: IncidentsStore;
  readonly countdowns: Countdowns;
  readonly marks: ReadonlySignal<readonly IncidentMark[]>;
  /** Who is ringed on the map, as the server has them. */
  readonly worker: ReadonlySignal<Resource<WorkerAnswer>>;
  readonly who = signal<Who | null>(null);
  /** Grows with each change of the open case. */
  readonly turn = signal(0);
  readonly presence: Presence;
  readonly sends: Sends;
  readonly selection = new Selection();
  readonly rankings = new RankingAhead();
  /** Geofences of one's areas, and the one that is being drawn. */
  readonly fences: FencesStore;
  readonly fence: FenceEditor;
  /** What the reach layer shows; null while it shows nothing. */
  readonly reach = signal<ReachShown | null>(null);
  /** A line is being drawn around something. */
  readonly lassoing = signal(false);
  readonly alerts: ReadonlySignal<ReadonlyMap<string, Alert>>;
  readonly alertDesk = new AlertDesk();
  readonly alertsOpen = signal(false);
  readonly helping = signal(false);
  /** Keys of what is in one place of the map, as a list; null: none is open. */
  readonly crowd = signal<readonly string[] | null>(null);
  /** Size of the map's place, px. */
  readonly size: Signal<Size>;
  readonly covered = signal<readonly Box[]>([]);
  drawn: WallMap | null = null;
  go: (place: Place) => void = () => {};
  focusMap: () => void = () => {};
  focusSearch: () => void = () => {};
  onFrame: () => void = () => {};
  readCell: (cell: string) => CellReading | null = () => null;
  /** By itself: who only asks what is open is not told of each move of the map. */
  readonly #choice: ReadonlySignal<Choice>;
  /** Whether the open case is watched, as its detail says; null until that is known. */
  readonly watching = signal<boolean | null>(null);
  #openedAt: MapView | null = null;

  constructor(
    readonly city: CityDescription,
    readonly address: Signal<DispatchAddress>,
    readonly stop: AbortSignal,
  ) {
    const { cells, workers } = this;
    if ("attribution" in city.basemap) this.mapBy.value = city.basemap.attribution;
    this.live = new Live({ bounds: city.bounds, cells, workers, onFrame: () => this.onFrame(), wall: null });
    this.#choice = computed(() => address.value.choice);
    this.size = signal({ width: 640, height: 480 });
    const lang = computed(() => address.value.lang);
    this.speech = computed(() => new Speech(lang.value, city.timeZone, city));
    this.words = computed(() => dispatchWords(lang.value));
    this.caseWords = computed(() => caseWords(lang.value));
    this.fenceWords = computed(() => fenceWords(lang.value));
    this.theme = computed(() =>
      address.value.theme || (matchMedia("(prefers-color-scheme: light)").matches ? "light" : "dark")
    );
    this.connection = computed(() => this.live.state.value.connection);
    this.incidents = computed(() => this.live.state.value.incidents);
    this.alerts = computed(() => this.live.state.value.alerts);
    this.queue = new QueueStore(computed(() => askedOf(address.value).toString()), stop);
    this.waiting = new IncidentsStore(stop);
    this.countdowns = new Countdowns(() => this.live.now());
    const layers = computed(() => address.value.layers);
    const fenced = computed(() => layers.value.fences > 0 || this.choice.kind === "fences");
    this.fences = new FencesStore(fenced, stop);
    this.fence = new FenceEditor(city.bounds, () => this.fences.refresh());
    const cell = computed(() => this.#shownCell());
    this.screen = computed((): MapLook => ({
      lang: lang.value,
      theme: this.theme.value,
      measure: "incidents",
      window: 60,
      layers: layers.value,
      filter: EVERY_INCIDENT,
      cell: cell.value,
    }));
    this.view = computed(() => address.value.view ?? city.view);
    const compared = computed((): UsualWanted | null => {
      const resolution = this.resolution.value;
      return resolution === null ? null : { resolution, window: 60, filter: EVERY_INCIDENT };
    });
    this.usual = keepUsual(compared, stop);
    const worker = computed(() => address.value.worker);
    this.worker = follow<WorkerAnswer>(
      computed(() => worker.value === null ? null : `/api/workers/${encodeURIComponent(worker.value)}`),
      { everyMs: WORKER_EVERY_MS },
      stop,
    );
    this.marks = computed(() => marksOf(this.incidents.value, this.queue.rows.value));
    this.presence = new Presence(this.live, () => {
      const { choice } = address.peek();
      return choice.kind === "case" ? choice.id : null;
    });
    this.sends = new Sends({
      sender: new Sender(this.live),
      words: () => ({ cases: this.caseWords.peek(), speech: this.speech.peek() }),
      away: () => this.away,
      onSent: () => {
        this.queue.refresh();
        this.turn.value++;
      },
      onUndone: () => this.turn.value++,
    });
    this.live.onEvents = (events) => this.#happened(events);
    this.live.onLookers = (lookers) => this.presence.take(lookers);
    stop.addEventListener("abort", () => this.live.close(), { once: true });
  }

  get choice(): Choice {
    return this.#choice.value;
  }

  /** The map was moved after what is open was opened. */
  get movedSinceOpened(): boolean {
    return this.#openedAt !== this.address.peek().view;
  }

  may(action: string): boolean {
    return this.who.value?.may?.includes(action) ?? false;
  }

  /** Nothing is sent while the server is away: it would be done when nobody expects it any more. */
  get away(): boolean {
    return this.connection.value.kind === "lost";
  }

  change(part: Partial<DispatchAddress>): void {
    this.address.value = { ...this.address.peek(), ...part };
    if (!part.choice) return;
    this.#openedAt = this.address.peek().view;
    this.selection.aside.value = part.choice.kind !== "none";
  }

  /** Watches the open case, or no longer. */
  async watch(): Promise<void> {
    const { choice } = this.address.peek();
    if (choice.kind !== "case" || this.away) return;
    const row = this.queue.rows.peek().find((row) => row.case.id === choice.id);
    const method = (this.watching.peek() ?? row?.watched === true) ? "DELETE" : "POST";
    const answer = await fetch(`/api/cases/${encodeURIComponent(choice.id)}/watch`, { method }).catch(() =>
      null
    );
    await answer?.body?.cancel();
    this.queue.refresh(0);
    this.turn.value++;
  }

  /** `row`: of the queue, where it was opened there: who could go is then asked together with the case, not after it. */
  openCase(id: string, at?: Place, row?: CaseRow): void {
    const target = row ? targetOf(row) : null;
    if (target && this.may("case.dispatch")) this.rankings.ask(target);
    this.crowd.value = null;
    this.change({ choice: { kind: "case", id }, sideHidden: false });
    if (at) this.go(at);
  }

  openIncident(incident: IncidentRecord, go = false): void {
    this.crowd.value = null;
    const cell = parentOf(incident.cell, Math.min(10, this.resolutionShown));
    this.change({ choice: { kind: "cell", cell, incident: incidentKey(incident) }, sideHidden: false });
    if (go) this.go(incident);
  }

  openCell(cell: string): void {
    this.crowd.value = null;
    this.change({ choice: { kind: "cell", cell, incident: null }, worker: null, sideHidden: false });
  }

  openFences(id: string | null = null): void {
    this.crowd.value = null;
    this.change({ choice: { kind: "fences", id }, worker: null, sideHidden: false });
  }

  /** Of the hexagons that are on the map. */
  get resolutionShown(): number {
    return this.cells.sheet?.resolution ?? 9;
  }

  /** A place that a person looked for: shown, and its hexagon opened. */
  openPlace(place: Place): void {
    this.openCell(cellAt(place, this.resolutionShown));
    this.go(place);
  }

  openWorker(worker: string, at: Place): void {
    this.openPlace(at);
    this.change({ worker });
  }

  close(): void {
    this.crowd.value = null;
    this.change({ choice: NOTHING, worker: null });
  }

  pick(hit: Hit | null): void {
    pick(this, hit);
  }

  /** What is in one place of the map, as a list. */
  openCrowd(keys: readonly string[]): void {
    this.crowd.value = keys;
    this.selection.aside.value = true;
    this.change({ sideHidden: false });
  }

  openMark(key: string): void {
    const id = markedCase(key);
    if (id !== null) return this.openCase(id);
    const incident = this.incidents.peek().get(key);
    if (incident) this.openIncident(incident);
  }

  #happened(events: readonly WireEvent[] | null): void {
    this.queue.take(events);
    this.waiting.take(events);
    const { choice } = this.address.peek();
    const touched = events === null ||
      choice.kind === "cell" && events.some(({ kind }) => kind !== "cameras") ||
      choice.kind === "case" && events.some((event) => event.kind === "case" && event.case.id === choice.id);
    if (touched) this.turn.value++;
  }

  /** The hexagon that is outlined. */
  #shownCell(): string | null {
    const { choice } = this;
    if (choice.kind === "cell") return choice.cell;
    if (choice.kind !== "case") return null;
    const row = this.queue.rows.value.find((row) => row.case.id === choice.id);
    return row ? parentOf(row.case.cell, Math.min(9, this.city.resolutions[1])) : null;
  }
}

const Context = createContext<DispatchModel | null>(null);
export const DispatchProvider = Context.Provider;

export function useDispatch(): DispatchModel {
  const model = useContext(Context);
  if (!model) throw new Error("A part of the console was rendered outside of it");
  return model;
}
