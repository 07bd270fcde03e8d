/** Making an account. It gets no password here: whoever it is for sets one, by a link. */
import { useState } from "preact/hooks";
import type { Person } from "../../store/person.ts";
import { type Outcome, outcomeText, send } from "./command.ts";
import { draftOf, NOBODY } from "./draft.ts";
import { Panel } from "./panel.tsx";
import { PersonFields } from "./person_fields.tsx";
import type { Voice } from "./say_person.ts";

interface Props {
  readonly voice: Voice;
  readonly onDone: (person: Person) => void;
  readonly onClose: () => void;
}

export function NewPerson({ voice, onDone, onClose }: Props) {
  const { words } = voice;
  const [filled, setFilled] = useState(NOBODY);
  const [outcome, setOutcome] = useState<Outcome>({ kind: "idle" });
  const create = async () => {
    setOutcome({ kind: "sending" });
    const answer = await send("POST", "/api/people", draftOf(filled));
    setOutcome(answer);
    if (answer.kind === "done" && answer.person) onDone(answer.person);
  };
  return (
    <Panel title={words.newPerson} words={words} onClose={onClose}>
      <form
        class="case-form"
        aria-label={words.newPerson}
        onSubmit={(event) => {
          event.preventDefault();
          void create();
        }}
      >
        <PersonFields filled={filled} first voice={voice} onFill={setFilled} />
        <p class="case-form-foot">
          <button type="submit" class="primary" disabled={outcome.kind === "sending"}>{words.create}</button>
          <button type="button" onClick={onClose}>{words.cancel}</button>
        </p>
        <p class="case-said" role="status">{outcomeText(outcome, words)}</p>
      </form>
    </Panel>
  );
}
