/** What is under the pointer, by the rules of the panels. */
import { useRef } from "preact/hooks";
import { isWindowed } from "../../geo/layers/cell_measure.ts";
import type { Hit } from "../hit.ts";
import type { Box } from "./display.ts";
import { WORKER_STATE } from "../../streams/wire.ts";
import type { Words } from "../words.ts";
import { whoIs, whoIsUrl } from "./chosen_worker.ts";
import { type Hover, useWall, type WallModel } from "./model.ts";
import { useResource } from "./resource.ts";
import { isWatched } from "./watched.ts";
import { detailOf } from "./worker_detail.ts";
import type { WorkersAnswer } from "./workers_answer.ts";

export function Tooltip() {
  const model = useWall();
  const hover = model.hover.value;
  if (!hover) return null;
  const lines = describe(hover.hit, model);
  if (!lines) return null;
  return (
    <div
      class="tooltip panel"
      aria-hidden="true"
      style={{ transform: besides(hover, model.mapBox.value) }}
    >
      {hover.hit.kind === "worker"
        ? <Who hit={hover.hit} fallback={lines[0]!} />
        : <strong>{lines[0]}</strong>}
      {lines.slice(1).map((line) => <span key={line}>{line}</span>)}
    </div>
  );
}

/** Frames carry no ids: who it is, is asked while the pointer rests on the mark. */
function Who({ hit, fallback }: { hit: Extract<Hit, { kind: "worker" }>; fallback: string }) {
  const { speech: { value: speech } } = useWall();
  const url = useRef<{ slot: number; url: string } | null>(null);
  if (url.current?.slot !== hit.slot) url.current = { slot: hit.slot, url: whoIsUrl(hit) };
  const [answer] = useResource<WorkersAnswer>(url.current.url, WHO_EVERY_MS);
  const who = answer.kind === "ready" ? whoIs(answer.value, hit.slot) : null;
  if (!who) return <strong>{fallback}</strong>;
  return (
    <>
      <strong>{who.worker}</strong>
      <span>{detailOf(who, speech)}</span>
    </>
  );
}

const WHO_EVERY_MS = 3_000;

/** Right of and below the pointer, or on the other side where there is no room; px of the map. */
function besides({ x, y }: Hover, part: Box): string {
  const left = x > part.width * 0.62 ? "calc(-100% - 2rem)" : "0px";
  const up = y > part.height * 0.62 ? "calc(-100% - 2rem)" : "0px";
  return `translate(${part.x + x}px, ${part.y + y}px) translate(${left}, ${up})`;
}

function describe(hit: Hit, model: WallModel): readonly string[] | null {
  const speech = model.speech.value;
  switch (hit.kind) {
    case "cell": {
      // Its panel is open and says more; here it would only hide the cells beside.
      if (hit.cell === model.screen.value.cell) return null;
      // Read again each second and with each frame of the pointer: values go on while it rests.
      void model.now.value;
      return describeCell(hit.cell, model);
    }
    case "crowd":
      return [speech.words.inOnePlace(speech.count(hit.keys.length)), speech.words.opensList];
    case "worker-crowd":
      return [speech.words.workersInOnePlace(speech.count(hit.count)), speech.words.opensList];
    case "worker":
      return [
        `${workerState(hit.state, speech.words)} · ${
          speech.words.fixAge(speech.age(model.now.value - hit.fix))
        }`,
        hit.count > 1 ? speech.words.workersInOnePlace(speech.count(hit.count)) : "",
      ].filter(Boolean);
    case "camera":
      return [speech.name(hit.name), speech.words.cameras];
    case "incident": {
      const incident = model.incidents.value.get(hit.key);
      if (!incident) return null;
      const { title, category, time, address } = incident;
      return [
        speech.name(title) || speech.category(category),
        [speech.when(time, model.now.value), address && speech.name(address)].filter(Boolean).join(" · "),
      ];
    }
  }
}

function workerState(state: number, { workerState: said }: Words): string {
  switch (state) {
    case WORKER_STATE.silent:
      return said.silent;
    case WORKER_STATE.onScene:
      return said.onScene;
    case WORKER_STATE.assigned:
      return said.assigned;
    default:
      return said.free;
  }
}

/** The value, what it is of, what is usual, and how old the picture is. */
function describeCell(cell: string, model: WallModel): readonly string[] | null {
  const reading = model.readCell(cell);
  if (!reading || model.screen.value.layers.cells === 0) return null;
  const { value, incidents, workers, usual } = reading;
  const unseen = reading.unseen && isWatched(model.live.state.value.pulse);
  const speech = model.speech.value;
  const { words } = speech;
  const { measure, window } = model.screen.value;
  if (value === 0 && incidents === 0 && workers === 0 && !usual) return unseen ? [words.nobodyLooked] : null;
  const figures: Readonly<Record<typeof measure, string>> = {
    incidents: speech.count(value),
    workers: speech.count(value),
    open: speech.count(value),
    fixes: speech.count(value),
    perWorker: value === Infinity ? words.nobodyThere : speech.figure(value),
    usual: Number.isNaN(value) ? "—" : speech.difference(Math.round(value * 10) / 10),
  };
  const beside = [
    measure === "incidents" ? "" : `${speech.count(incidents)} ${words.incidentsIn[window]}`,
    measure === "workers" ? "" : `${speech.count(workers)} ${words.workersHere}`,
    usual === null ? "" : words.usually(speech.figure(Math.round(usual * 10) / 10)),
  ].filter(Boolean).join(" · ");
  const { lastFrameAt } = model.live;
  const age = lastFrameAt === 0 ? "" : speech.age(Date.now() - lastFrameAt);
  return [
    figures[measure],
    words.cellSays(words.measure[measure], isWindowed(measure) ? words.window[window] : ""),
    beside,
    unseen ? words.nobodyLooked : "",
    age ? words.pictureAge(age) : "",
  ].filter(Boolean);
}
