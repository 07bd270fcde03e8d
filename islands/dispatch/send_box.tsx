/** Whom to send, the proposed one chosen already, and the one button that sends: the second of two clicks. */
import { useEffect, useRef, useState } from "preact/hooks";
import { PRESSED } from "./keys.ts";
import { useResource } from "../wall/resource.ts";
import { useDispatch } from "./model.ts";
import type { CandidatesAnswer } from "../../dispatch/candidates.ts";
import { ChoiceCard } from "../choice.tsx";
import { type Ranked, rankingUrl, type Target, targetKey } from "./ranking.ts";
import type { SendState } from "./sending.ts";
import type { DispatchWords } from "./words.ts";
import type { Speech } from "../say.ts";

const EVERY_MS = 5_000;
const SHOWN = 6;

interface Props {
  readonly target: Target;
  /** What it is, where the page does not say it above. */
  readonly title?: string;
  /** Of the case that is seen; none of an incident. */
  readonly version?: number;
  /** Whether somebody can be sent there now. */
  readonly open: boolean;
  /** Why it was returned, which wants an answer. */
  readonly pending?: string | null;
  /** Who was first, when somebody was while this was open. */
  readonly overtaken?: string | null;
}

/** What a person filled in; it stays while the target does, whoever else was first. */
interface Draft {
  readonly worker: string | null;
  readonly helpers: string;
  readonly answer: string;
}

const EMPTY: Draft = { worker: null, helpers: "", answer: "" };

export function SendBox(props: Props) {
  // Another target begins anew.
  return <Box key={targetKey(props.target)} {...props} />;
}

function Box({ target, title, version, open: free, pending = null, overtaken = null }: Props) {
  const model = useDispatch();
  const words = model.words.value;
  const [draft, setDraft] = useState<Draft>(EMPTY);
  const state = model.sends.of(target);
  const open = useOpen(free, state);
  const [first, due] = useFirst(target);
  const [answer, retry] = useResource<CandidatesAnswer>(
    open && due ? rankingUrl(target) : null,
    EVERY_MS,
  );
  const ranking = answer.kind === "ready" ? answer.value : first;
  const chosen = ranking?.ranked.find(({ worker, free }) => free && worker === draft.worker) ??
    ranking?.ranked.find(({ worker }) => worker === ranking.proposed) ?? null;
  // The proposal of the first moment stays chosen while it can go: a newer one does not come under the pointer.
  useEffect(() => {
    if (draft.worker === null && chosen) setDraft((before) => ({ ...before, worker: chosen.worker }));
  }, [chosen?.worker]);
  const busy = state.kind === "sending";
  const ready = open && chosen !== null && !busy && !model.away && model.may("case.dispatch") &&
    (pending === null || draft.answer.trim() !== "");
  const send = () => {
    if (!ready) return;
    const helpers = draft.helpers.split(/[,，;；\s]+/).filter((one) => one !== "");
    const { worker, name } = chosen;
    void model.sends.send({ target, worker, name, helpers, answer: draft.answer.trim() }, version);
  };
  useEnter(ready ? send : null);
  const box = useRef<HTMLElement>(null);
  useFocusWhenPressed(box, ranking !== null);
  const kept = draft.helpers !== "" || draft.answer !== "";
  if (!open && (state.kind === "idle" || state.kind === "sent") && !kept) return null;
  return (
    <section
      class="send-box"
      ref={box}
      aria-label={words.whoGoes}
      onInput={() => model.presence.typed()}
    >
      <h3>
        {words.whoGoes}
        {title === undefined ? null : <strong>{title}</strong>}
      </h3>
      {open
        ? answer.kind === "failed" && ranking === null
          ? (
            <p class="warn" role="alert">
              {words.whoFailed}{" "}
              <button type="button" class="link" onClick={retry}>{model.speech.value.words.retry}</button>
            </p>
          )
          : ranking === null
          ? <p class="faint" role="status">{words.whoReads}</p>
          : (
            <Candidates
              ranked={ranking.ranked}
              proposed={ranking.proposed}
              chosen={chosen?.worker ?? null}
              group={targetKey(target)}
              onChoose={(worker) => setDraft({ ...draft, worker })}
            />
          )
        : null}
      {open && ranking
        ? (
          <ChoiceCard
            answer={ranking}
            name={ranking.ranked.find(({ worker }) => worker === ranking.proposed)?.name ?? null}
            speech={model.speech.value}
          />
        )
        : null}
      {pending !== null || draft.answer !== ""
        ? (
          <label class="cases-field">
            <span>{words.answer(pending ?? "")}</span>
            <textarea
              rows={2}
              maxLength={2_000}
              value={draft.answer}
              onInput={(event) => setDraft({ ...draft, answer: event.currentTarget.value })}
            />
          </label>
        )
        : null}
      {target.kind === "case"
        ? (
          <label class="cases-field">
            <span>{words.helpers}</span>
            <input
              type="text"
              maxLength={200}
              value={draft.helpers}
              onInput={(event) => setDraft({ ...draft, helpers: event.currentTarget.value })}
            />
          </label>
        )
        : null}
      {open
        ? (
          <button type="button" class="primary send-go" disabled={!ready} onClick={send}>
            {busy ? words.sending : words.send(chosen ? nameOf(chosen, model.speech.value) : "")}
            <kbd aria-hidden="true">Enter</kbd>
          </button>
        )
        : null}
      <p class={state.kind === "sent" ? "send-said" : "send-said warn"} role="status">
        {saidOf({
          state,
          overtaken: open ? null : overtaken,
          kept,
          away: model.away,
          may: model.may("case.dispatch"),
        }, words)}
      </p>
    </section>
  );
}

export function nameOf({ name, worker }: Pick<Ranked, "name" | "worker">, speech: Speech): string {
  return name === null ? worker : speech.name(name);
}

function saidOf(
  { state, overtaken, kept, away, may }: {
    state: SendState;
    overtaken: string | null;
    kept: boolean;
    away: boolean;
    may: boolean;
  },
  words: DispatchWords,
): string {
  const keeping = kept ? ` · ${words.kept}` : "";
  switch (state.kind) {
    case "sending":
    case "sent":
      return "";
    case "unknown":
      return words.unknown;
    case "lost":
      return words.lostRace(state.why) + keeping;
    case "idle":
      if (!may) return words.mayNot;
      if (away) return words.cannotSendAway;
      return overtaken === null ? "" : words.lostRace(overtaken) + keeping;
  }
}

interface CandidatesProps {
  readonly ranked: readonly Ranked[];
  readonly proposed: string | null;
  readonly chosen: string | null;
  readonly group: string;
  readonly onChoose: (worker: string) => void;
}

/** Native radio buttons, so that arrows work and screen readers know. */
function Candidates({ ranked, proposed, chosen, group, onChoose }: CandidatesProps) {
  const model = useDispatch();
  const words = model.words.value;
  if (ranked.length === 0) return <p class="faint">{words.nobody}</p>;
  return (
    <>
      {proposed === null ? <p class="warn">{words.nobodyFree}</p> : null}
      <div class="send-candidates" role="radiogroup" aria-label={words.whoGoes}>
        {ranked.slice(0, SHOWN).map((one) => (
          <label key={one.worker} class={one.worker === chosen ? "chosen" : ""}>
            <input
              type="radio"
              name={group}
              checked={one.worker === chosen}
              disabled={!one.free}
              onChange={() =>
                onChoose(one.worker)}
            />
            <CandidateLine one={one} proposed={one.worker === proposed} />
          </label>
        ))}
      </div>
    </>
  );
}

export function CandidateLine({ one, proposed = false }: { one: Ranked; proposed?: boolean }) {
  const model = useDispatch();
  const words = model.words.value;
  const speech = model.speech.value;
  const facts = [
    one.name === null ? "" : one.worker,
    words.minutesAway(speech.count(Math.max(1, Math.round(one.seconds / 60)))),
    speech.distance(one.metres),
    words.fixAge(speech.age(one.ageMs)),
  ].filter((fact) => fact !== "");
  return (
    <span class="candidate-line">
      <strong>{nameOf(one, speech)}</strong>
      <span class={one.free ? "worker-free" : "worker-busy"}>{one.free ? words.free : words.busy}</span>
      {proposed ? <em>{words.proposed}</em> : null}
      {one.inTime ? null : <em class="warn">{words.late}</em>}
      {one.responsible ? <em>{words.responsible}</em> : null}
      <small>{facts.join(" · ")}</small>
    </span>
  );
}

/**
 * Whether somebody can be sent: not from the answer on until the page has read what it changed, or a second press would find
 * the button; and again when the case comes back.
 */
function useOpen(free: boolean, { kind }: SendState): boolean {
  const read = useRef(kind === "sent");
  if (kind !== "sent") read.current = false;
  else if (!free) read.current = true;
  return free && (kind !== "sent" || read.current);
}

/** What was asked as the case was opened; `due` once it is time, or the only way, to ask again. */
function useFirst(target: Target): [CandidatesAnswer | null, due: boolean] {
  const model = useDispatch();
  const [asked] = useState(() => model.rankings.take(target));
  const [first, setFirst] = useState<CandidatesAnswer | null>(null);
  const [due, setDue] = useState(asked === null);
  useEffect(() => {
    if (!asked) return;
    let gone = false;
    asked.then((answer) => gone || setFirst(answer), () => gone || setDue(true));
    const timer = setTimeout(() => setDue(true), EVERY_MS);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, []);
  return [first, due];
}

/** Enter sends from anywhere but a place where Enter has a meaning of its own. */
function useEnter(act: (() => void) | null): void {
  const model = useDispatch();
  const last = useRef(act);
  last.current = act;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "Enter" || event.repeat || event.defaultPrevented || !last.current) return;
      const at = event.target as HTMLElement;
      if (at.closest("button, a, select, textarea, input:not([type=radio]), dialog")) return;
      // Whoever moved the map by keyboard since opens the hexagon in its middle, and sends nobody.
      if (at.tagName === "CANVAS" && model.movedSinceOpened) return;
      event.preventDefault();
      event.stopPropagation();
      last.current();
    };
    document.addEventListener("keydown", onKey, true);
    return () => document.removeEventListener("keydown", onKey, true);
  }, []);
}

/** Whoever opened it by keyboard goes on by keyboard: the proposed one has the focus, arrows choose another, Enter sends. */
function useFocusWhenPressed(box: { current: HTMLElement | null }, ready: boolean): void {
  useEffect(() => {
    if (!ready || !PRESSED.byKey) return;
    PRESSED.byKey = false;
    const radios = box.current?.querySelectorAll<HTMLInputElement>("input[type=radio]:not(:disabled)") ?? [];
    ([...radios].find(({ checked }) => checked) ?? radios[0])?.focus();
  }, [ready]);
}
