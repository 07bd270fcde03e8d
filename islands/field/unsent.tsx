/** What is not sent yet, with its age, and what could not be done, with what happened meanwhile. */
import { eventName } from "../cases/timeline.tsx";
import { caseWords } from "../cases/words.ts";
import type { Lang } from "../words.ts";
import type { PartProps } from "./field.tsx";
import { type Entry, isHeld } from "./queue.ts";
import { agoText, nameText } from "./say.ts";
import { type FieldWords, fieldWords } from "./words.ts";

export function Unsent({ model, state, lang }: PartProps) {
  const words = fieldWords(lang);
  const own = state.queue.filter(({ person }) => person === state.known?.answer.person.id);
  const others = state.queue.length - own.length;
  return (
    <section class="field-unsent">
      {own.length === 0 ? <p class="field-empty" role="status">{words.allSent}</p> : null}
      <ul>
        {own.map((entry) => (
          <li key={entry.key} class={entry.failed ? "failed" : ""}>
            <strong>{deedText(entry, lang, words)}</strong>
            <small>
              {agoText(entry.at, Date.now(), words)}
              {entry.photos.length > 0 ? ` · ${words.photos(entry.photos.length)}` : ""}
            </small>
            {entry.failed ? <p>{failureText(entry, lang, words)}</p> : null}
            {!entry.failed && isHeld(state.queue, entry) ? <p>{words.heldBack}</p> : null}
            <div class="field-steps">
              {entry.failed?.kind === "stale" && stillMay(entry, state)
                ? (
                  <button type="button" class="field-big go" onClick={() => void model.renew(entry.key)}>
                    {words.again}
                  </button>
                )
                : null}
              {entry.failed || entry.tries === 0 && !state.sending
                ? (
                  <button type="button" class="field-big" onClick={() => void model.discard(entry.key)}>
                    {words.remove}
                  </button>
                )
                : null}
            </div>
          </li>
        ))}
      </ul>
      {others > 0 ? <p class="field-note">{words.otherAccount(others)}</p> : null}
    </section>
  );
}

/** Whether the server, asked since, would take it from the case as it is now. */
function stillMay({ deed }: Entry, { known }: PartProps["state"]): boolean {
  if (deed.kind !== "command") return false;
  const now = known?.answer.cases.find((one) => one.case.id === deed.case);
  return now?.commands.includes(deed.command.kind) ?? false;
}

function deedText({ deed }: Entry, lang: Lang, words: FieldWords): string {
  switch (deed.kind) {
    case "command":
      return `${words.commands[deed.command.kind] ?? deed.command.kind} · ${deed.case}`;
    case "report":
      return `${words.deeds.report} · ${nameText(String(deed.report["title"]), lang)}`;
    case "shift":
      return words.deeds[deed.do];
    case "sos":
      return words.deeds.sos;
  }
}

function failureText({ failed }: Entry, lang: Lang, words: FieldWords): string {
  switch (failed?.kind) {
    case "stale": {
      const last = failed.answer.events.at(-1);
      if (!last) return words.staleSomehow;
      return words.stale(nameText(last.name || last.by, lang), eventName(last, caseWords(lang)));
    }
    case "refused":
      return caseWords(lang).refusals[failed.refusal] ?? failed.refusal;
    case "error":
      return words.failures[failed.why] ?? failed.why;
    default:
      return words.expired;
  }
}
