/** A hexagon: what is open there, whom to send to the most pressing of it, and the cameras near. */
import { useRef, useState } from "preact/hooks";
import type { Speech } from "../say.ts";
import type { CellAnswer, NearCamera } from "../wall/cell/answer.ts";
import { subtitleOf, titleOf } from "../wall/cell/title.ts";
import { useKept } from "../wall/kept.ts";
import { BearingArrow, SeverityShape } from "../wall/shape.tsx";
import { Countdown } from "./countdown.tsx";
import { firstOf, type Thing, thingsIn } from "./in_cell.ts";
import { useDispatch } from "./model.ts";
import { SendBox } from "./send_box.tsx";
import { targetKey } from "./ranking.ts";

const EVERY_MS = 10_000;
const CAMERAS = 4;

export function CellPanel({ cell, chosen }: { cell: string; chosen: string | null }) {
  const model = useDispatch();
  const words = model.words.value;
  const speech = model.speech.value;
  const [wanted, choose] = useState<string | null>(null);
  const held = useRef<string | null>(null);
  const read = useKept<CellAnswer>(`/api/cells/${cell}`, model.turn.value, EVERY_MS);
  const close = (
    <button type="button" class="case-close" onClick={() => model.close()}>{words.closePanel}</button>
  );
  if (read.kind !== "ready") {
    return (
      <section class="cell-panel" aria-label={words.cell}>
        <header>
          <h2>{words.cell}</h2>
          {close}
        </header>
        <p class="dispatch-message" role={read.kind === "failed" ? "alert" : "status"}>
          {read.kind === "failed" ? read.error : words.loading}
        </p>
      </section>
    );
  }
  const { value } = read;
  const things = thingsIn(value.cases, value.incidents)
    .toSorted((a, b) => Number(b.target !== null) - Number(a.target !== null));
  const first = firstOf(things, wanted ?? chosen ?? held.current);
  // Whatever comes in meanwhile: the button does not turn to something else under the pointer, nor after it was pressed.
  held.current ??= first && (first.incidents[0] ?? first.key);
  return (
    <section class="cell-panel" aria-label={titleOf(value, speech)}>
      <header>
        <h2>{titleOf(value, speech)}</h2>
        <p>{subtitleOf(value, speech)}</p>
        {close}
      </header>
      {read.stale ? <p class="cases-old" role="status">{words.old(speech.clock(read.at))}</p> : null}
      <ChosenWorker />
      {first ? <SendTo thing={first} /> : null}
      <h3>{words.openHere}</h3>
      {things.length === 0 ? <p class="faint">{words.nothingHere}</p> : (
        <ol class="cell-things">
          {things.map((thing) => (
            <ThingLine
              key={thing.key}
              thing={thing}
              chosen={thing === first}
              onChoose={() => choose(thing.key)}
            />
          ))}
        </ol>
      )}
      <h3>{words.camerasNear}</h3>
      <Cameras cameras={value.cameras} cell={cell} speech={speech} />
    </section>
  );
}

function ThingLine({ thing, chosen, onChoose }: { thing: Thing; chosen: boolean; onChoose: () => void }) {
  const model = useDispatch();
  const words = model.words.value;
  const speech = model.speech.value;
  const cases = model.caseWords.value;
  const { row, title, severity, category } = thing;
  return (
    <li class={chosen ? "chosen" : ""}>
      <button type="button" aria-pressed={chosen} onClick={onChoose}>
        <SeverityShape severity={severity} name={cases.severities[severity]!} sent={thing.target === null} />
        <span>
          <strong>{speech.name(title)}</strong>
          <small>
            {row
              ? `${row.case.id} · ${cases.stages[row.case.stage]}`
              : `${words.notTaken} · ${speech.category(category)}`}
          </small>
        </span>
        {row?.next ? <Countdown next={row.next} words={cases} countdowns={model.countdowns} /> : null}
      </button>
      {row
        ? (
          <button type="button" class="link" onClick={() => model.openCase(row.case.id)}>
            {words.openCase}
          </button>
        )
        : null}
    </li>
  );
}

/** What was sent stays said until something else is chosen; the case that it became can be opened. */
function SendTo({ thing: { target, row, incident, title } }: { thing: Thing }) {
  const by = row?.case.sent;
  const model = useDispatch();
  const speech = model.speech.value;
  const lead = row?.case.crew.find(({ part }) => part === "lead")?.worker;
  const taken = by && lead ? speech.words.taken(speech.name(by.by), lead) : null;
  const shown = target ??
    (incident ? { kind: "incident" as const, source: incident.source, id: incident.id } : null);
  if (!shown) return null;
  // Before somebody was sent it may have been the incident, and afterwards it is the case: what is filled in stays.
  return (
    <SendBox
      key={targetKey(shown)}
      target={shown}
      title={model.speech.value.name(title)}
      open={target !== null}
      overtaken={taken}
      {...(shown.kind === "case" && row ? { version: row.case.version } : {})}
    />
  );
}

function ChosenWorker() {
  const model = useDispatch();
  const words = model.words.value;
  const speech = model.speech.value;
  const worker = model.worker.value;
  const id = model.address.value.worker;
  if (id === null) return null;
  const said = worker.kind === "ready"
    ? `${words.workerState[worker.value.state]} · ${words.fixAge(speech.age(worker.value.ageMs))}`
    : worker.kind === "failed"
    ? words.workerGone
    : words.loading;
  return (
    <p class="cell-worker">
      <strong>
        {words.worker} {id}
      </strong>{" "}
      {said}
    </p>
  );
}

function Cameras(
  { cameras, cell, speech }: { cameras: readonly NearCamera[]; cell: string; speech: Speech },
) {
  const words = useDispatch().words.value;
  if (cameras.length === 0) return <p class="faint">{words.noCameras}</p>;
  const lang = speech.lang === "en" ? "&lang=en" : "";
  return (
    <ul class="cell-cameras">
      {cameras.slice(0, CAMERAS).map((camera) => (
        <li key={camera.id}>
          <BearingArrow bearing={camera.bearing} />
          <span>{speech.name(camera.name)}</span>
          <small>
            {camera.bearing === undefined ? "" : `${speech.facing(camera.bearing)} · `}
            {speech.distance(camera.metres)}
          </small>
          <a
            href={`/wall?cell=${cell}&camera=${encodeURIComponent(camera.id)}${lang}`}
            target="_blank"
            aria-label={`${speech.name(camera.name)}: ${words.watchCamera}`}
          >
            {words.watchCamera}
          </a>
        </li>
      ))}
    </ul>
  );
}
