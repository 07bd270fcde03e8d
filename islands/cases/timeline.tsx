/** What happened to a case: every event with who, when, what was said, and how much time was left then. */
import type { LeftAt } from "../../dispatch/case_timeline.ts";
import type { CommandKind } from "../../dispatch/case_command.ts";
import type { CaseEvent } from "../../streams/record.ts";
import type { Choice } from "../../dispatch/candidates.ts";
import { KeptChoice } from "../choice.tsx";
import type { Speech } from "../say.ts";
import { type Photo, Photos } from "./photos.tsx";
import type { DetailAnswer } from "./use_cases.ts";
import { overText, spanText } from "./clock_words.ts";
import type { CaseWords } from "./words.ts";

interface Props {
  readonly detail: Pick<DetailAnswer, "events" | "left" | "conditions" | "closing">;
  readonly words: CaseWords;
  readonly speech: Speech;
}

/** The newest first on a screen; on paper in the order of time. */
export function Timeline({ detail, words, speech, oldestFirst = false }: Props & { oldestFirst?: boolean }) {
  const numbered = detail.events.map((event, i) => ({ event, left: detail.left[i], version: i + 1 }));
  if (!oldestFirst) numbered.reverse();
  return (
    <ol class="case-timeline" reversed={!oldestFirst}>
      {numbered.map(({ event, left, version }) => (
        <li key={version} value={version}>
          <time dateTime={new Date(event.at).toISOString()}>{speech.dayClock(event.at)}</time>
          <div>
            <strong>{eventName(event, words)}</strong> <span>{speech.actor(event.by, event.name)}</span>
            {left ? <Left left={left} words={words} /> : null}
            {saidIn(event, detail, words, speech).map((line) => <p key={line}>{line}</p>)}
            {event.choice ? <KeptChoice choice={event.choice as Choice} speech={speech} /> : null}
            {Array.isArray(event.evidence) && event.evidence.length > 0
              ? <Photos photos={event.evidence as Photo[]} words={words} />
              : null}
          </div>
        </li>
      ))}
    </ol>
  );
}

function Left({ left: { stage, leftMs, urgency }, words }: { left: LeftAt; words: CaseWords }) {
  const text = urgency === "late" ? overText(leftMs, words) : words.left(spanText(leftMs, words));
  return <small class={`case-left left-${urgency}`}>{words.clocks[stage]} {text}</small>;
}

export function eventName({ kind }: Pick<CaseEvent, "kind">, words: CaseWords): string {
  if (kind === "report" || kind === "absorb" || kind === "release") return words[kind];
  return words.commands[kind as CommandKind] ?? kind;
}

/** What an event says besides its name. */
export function saidIn(
  event: CaseEvent,
  { conditions, closing }: Pick<Props["detail"], "conditions" | "closing">,
  words: CaseWords,
  speech: Speech,
): string[] {
  const labels = { ...words.fields, ...words.said };
  const lines: string[] = [];
  const add = (name: keyof typeof labels, text: unknown) => {
    if (typeof text === "string" && text !== "") lines.push(`${labels[name]} ${text}`);
  };
  const yesNo = (name: "found" | "passed" | "approve" | "grant") => {
    if (typeof event[name] === "boolean") add(name, event[name] ? words.yes : words.no);
  };
  const cases = event.kind === "absorb" ? [event.case] : event.kind === "release" ? event.cases : [];
  if (Array.isArray(cases)) add("cases", cases.join(speech.words.comma));
  add("worker", event.worker);
  if (Array.isArray(event.helpers) && event.helpers.length > 0) {
    add("helpers", event.helpers.join(speech.words.comma));
  }
  (["found", "passed", "approve", "grant"] as const).forEach(yesNo);
  const named = (list: readonly { id: string; zh: string; en: string }[], id: unknown) =>
    list.find((one) => one.id === id)?.[speech.lang] ?? id;
  add("condition", named(conditions, event.condition));
  add("rule", named(closing, event.rule));
  for (const name of ["into", "title", "address"] as const) add(name, event[name]);
  if (typeof event.until === "number") add("until", speech.dayClock(event.until));
  if (typeof event.score === "number") add("score", String(event.score));
  for (const name of ["reason", "answer", "text"] as const) add(name, event[name]);
  if (Array.isArray(event.explanation)) lines.push(...event.explanation as string[]);
  return lines;
}
