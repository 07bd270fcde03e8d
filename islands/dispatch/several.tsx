/** Several at once: what was ticked or drawn around, who goes where, and what became of each; nothing is sent before it was seen. */
import { useEffect, useState } from "preact/hooks";
import type { WithinAnswer, WorkerWithin } from "../../routes/api/search_answer.ts";
import { metresBetween, type Place } from "../../geo/place.ts";
import { SeverityShape } from "../wall/shape.tsx";
import { useResource } from "../wall/resource.ts";
import { workerText } from "../worker_text.ts";
import { useDispatch } from "./model.ts";
import { type Ranked, readRanking, type Target, targetKey } from "./ranking.ts";
import { IDLE, type SendState } from "./sending.ts";
import { crewOf, shareOut } from "./sharing.ts";
import { type Thing, thingsIn } from "./in_cell.ts";

export function Several() {
  const model = useDispatch();
  const words = model.words.value;
  const ring = model.selection.ring.value;
  const [within] = useResource<WithinAnswer>(ring && withinUrl(ring), 600_000);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const ticked = model.selection.ticked.value;
  // What was confirmed stays as it was seen: who was sent somewhere is no longer among what can be sent.
  const [begun, setBegun] = useState<PlanProps | null>(null);
  useEffect(() => setBegun(null), [ring, ticked]);
  const rows = model.queue.rows.value.filter((row) => ticked.has(row.case.id));
  const found = within.kind === "ready" && ring ? within.value : null;
  const ids = new Set(rows.map((row) => row.case.id));
  const things = thingsIn(
    [...rows, ...(found?.cases ?? []).filter((row) => !ids.has(row.case.id))],
    found?.incidents ?? [],
  ).filter(({ target }) => target !== null);
  const workers = (found?.workers ?? []).filter(({ free }) => free);
  const chosen = things.filter(({ key }) => !left.has(key));
  const going = workers.filter(({ worker }) => !left.has(worker));
  const shown = begun ?? { chosen, going };
  const toggle = (key: string) => {
    const next = new Set(left);
    if (!next.delete(key)) next.add(key);
    setLeft(next);
  };
  return (
    <section class="cell-panel several" aria-label={words.several}>
      <header>
        <h2>{words.several}</h2>
        <button type="button" class="case-close" onClick={() => model.selection.end()}>
          {words.closePanel}
        </button>
      </header>
      {ring && within.kind !== "ready"
        ? (
          <p class="dispatch-message" role={within.kind === "failed" ? "alert" : "status"}>
            {within.kind === "failed" ? within.error : words.loading}
          </p>
        )
        : !begun && things.length + workers.length === 0
        ? <p class="dispatch-message">{words.severalNone}</p>
        : (
          <>
            {found?.more ? <p class="dispatch-note">{words.severalMore}</p> : null}
            {begun ? null : <Chosen things={things} workers={workers} left={left} onToggle={toggle} />}
            <Plan key={planKey(shown)} {...shown} onBegin={() => setBegun(shown)} />
          </>
        )}
    </section>
  );
}

interface PlanProps {
  readonly chosen: readonly Thing[];
  readonly going: readonly WorkerWithin[];
}

function planKey({ chosen, going }: PlanProps): string {
  return JSON.stringify([chosen.map(({ key }) => key), going.map(({ worker }) => worker)]);
}

function withinUrl(ring: readonly Place[]): string {
  return `/api/within?ring=${ring.map(({ lat, lon }) => `${lat.toFixed(6)},${lon.toFixed(6)}`).join(";")}`;
}

interface ChosenProps {
  readonly things: readonly Thing[];
  readonly workers: readonly WorkerWithin[];
  readonly left: ReadonlySet<string>;
  readonly onToggle: (key: string) => void;
}

function Chosen({ things, workers, left, onToggle }: ChosenProps) {
  const model = useDispatch();
  const words = model.words.value;
  const speech = model.speech.value;
  const cases = model.caseWords.value;
  return (
    <>
      {things.length > 0 ? <h3>{words.severalCases(things.length)}</h3> : null}
      <ul class="several-list">
        {things.map(({ key, title, severity }) => (
          <li key={key}>
            <label>
              <input type="checkbox" checked={!left.has(key)} onChange={() => onToggle(key)} />
              <SeverityShape severity={severity} name={cases.severities[severity]!} />
              <span>{speech.name(title)}</span>
            </label>
          </li>
        ))}
      </ul>
      {workers.length > 0 ? <h3>{words.severalWorkers(workers.length)}</h3> : null}
      <ul class="several-list">
        {workers.map((one) => (
          <li key={one.worker}>
            <label>
              <input
                type="checkbox"
                checked={!left.has(one.worker)}
                onChange={() => onToggle(one.worker)}
              />
              <span>{workerText(one, speech)}</span>
              <small>{words.fixAge(speech.age(one.ageMs))}</small>
            </label>
          </li>
        ))}
      </ul>
    </>
  );
}

/** One line of what will be done: a command of its own. */
interface Step {
  readonly target: Target;
  readonly title: string;
  readonly worker: string | null;
  readonly name: string | null;
  readonly helpers: readonly string[];
}

function Plan({ chosen, going, onBegin }: PlanProps & { onBegin: () => void }) {
  const model = useDispatch();
  const words = model.words.value;
  const crew = chosen.length === 1 && going.length > 0;
  const [steps, setSteps] = useState<readonly Step[] | null>(null);
  const [states, setStates] = useState<ReadonlyMap<string, SendState> | null>(null);
  useEffect(() => {
    const stop = new AbortController();
    plan(chosen, crew ? going : [], stop.signal).then(setSteps, () => stop.signal.aborted || setSteps([]));
    return () => stop.abort();
  }, []);
  if (chosen.length === 0) return <p class="dispatch-note">{words.crewNeedsCase}</p>;
  if (!steps) return <p class="dispatch-note" role="status">{words.whoReads}</p>;
  const able = steps.filter(({ worker }) => worker !== null);
  const confirm = async () => {
    const done = new Map<string, SendState>();
    onBegin();
    setStates(new Map(done));
    // One after the other: each is a command of its own, and each is told its own result.
    for (const { target, worker, name, helpers } of able) {
      done.set(targetKey(target), { kind: "sending", worker: worker! });
      setStates(new Map(done));
      done.set(targetKey(target), await model.sends.send({ target, worker: worker!, name, helpers }));
      setStates(new Map(done));
    }
  };
  const running = states !== null && [...states.values()].some(({ kind }) => kind === "sending");
  return (
    <>
      <h3>{states ? words.results : `${words.preview} · ${crew ? words.oneCrew : words.oneEach}`}</h3>
      <ol class="several-plan">
        {steps.map((step) => (
          <StepLine
            key={targetKey(step.target)}
            step={step}
            state={states?.get(targetKey(step.target)) ?? IDLE}
          />
        ))}
      </ol>
      {states === null
        ? (
          <button
            type="button"
            class="primary send-go"
            disabled={able.length === 0 || model.away || !model.may("case.dispatch")}
            onClick={() => void confirm()}
          >
            {crew ? words.confirmCrew(going.length) : words.confirm(able.length)}
          </button>
        )
        : <p role="status">{running ? words.sendingAll : ""}</p>}
    </>
  );
}

function StepLine({ step, state }: { step: Step; state: SendState }) {
  const model = useDispatch();
  const words = model.words.value;
  const { worker, name } = step;
  const who = worker === null ? "" : workerText({ worker, name }, model.speech.value);
  const said = state.kind === "sent"
    ? words.resultSent(who)
    : state.kind === "lost"
    ? words.lostRace(state.why)
    : state.kind === "unknown"
    ? words.unknown
    : state.kind === "sending"
    ? words.sending
    : worker === null
    ? words.nobodyLeft
    : "";
  return (
    <li class={state.kind}>
      <span>{model.speech.value.name(step.title)}</span>
      <span>
        {worker === null ? "" : `→ ${who}`}
        {step.helpers.length > 0 ? ` + ${step.helpers.length} ${words.helper}` : ""}
      </span>
      {said ? <small class={state.kind === "sent" ? "" : "warn"}>{said}</small> : null}
    </li>
  );
}

/** Several workers go to one case together; to several cases goes one each, by ranking. */
async function plan(
  chosen: readonly Thing[],
  crew: readonly WorkerWithin[],
  signal: AbortSignal,
): Promise<readonly Step[]> {
  const [only] = chosen;
  if (crew.length > 0 && only) return [await crewStep(only, crew)];
  const left = ({ row }: Thing) => row?.next?.deadline ?? Infinity;
  const pressing = chosen.toSorted((a, b) => left(a) - left(b) || a.severity - b.severity);
  const ranked = await Promise.all(pressing.map(async (thing) => ({
    target: thing,
    ranked: (await readRanking(thing.target!, signal)).ranked,
  })));
  return shareOut(ranked).map(({ target: { target, title }, worker }): Step => ({
    ...{ target: target!, title, helpers: [] },
    worker: worker?.worker ?? null,
    name: worker?.name ?? null,
  }));
}

function crewStep({ target, title, row, incident }: Thing, crew: readonly WorkerWithin[]): Step {
  const at: Place = row?.case ?? incident!;
  const near = crew.map(({ worker, name, lat, lon }): Pick<Ranked, "worker" | "metres" | "name"> => ({
    worker,
    name,
    metres: metresBetween(at.lat, at.lon, lat, lon),
  }));
  const { worker, helpers } = crewOf(near)!;
  return {
    ...{ target: target!, title, worker, helpers },
    name: near.find((one) => one.worker === worker)?.name ?? null,
  };
}
