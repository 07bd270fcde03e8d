/** One account: its form, a link for its password, and whether it is in use. */
import { useState } from "preact/hooks";
import type { Person } from "../../store/person.ts";
import { focusOnce } from "../cases/focus.ts";
import { outcomeText } from "./command.ts";
import { differences } from "./draft.ts";
import { Panel } from "./panel.tsx";
import { PasswordLink } from "./password_link.tsx";
import { PersonFields } from "./person_fields.tsx";
import { joined, partText, rolesText, type Voice } from "./say_person.ts";
import { usePerson } from "./use_person.ts";

interface Props {
  readonly person: Person;
  /** Codes of the account that the city has no more. */
  readonly gone: readonly string[];
  /** Whether it was made just now and waits for a password. */
  readonly fresh: boolean;
  readonly voice: Voice;
  /** Whether it is whoever looks. */
  readonly own: boolean;
  readonly onSessions: () => void;
  readonly onPassword: () => void;
  readonly onRefresh: () => void;
  readonly onClose: () => void;
}

export function PersonPanel(
  { person, gone, fresh, own, voice, onSessions, onPassword, onRefresh, onClose }: Props,
) {
  const { words, speech } = voice;
  const desk = usePerson(person, onRefresh);
  const { base, filled, edited, stale, outcome } = desk;
  const busy = outcome.kind === "sending";
  const { active } = base;
  return (
    <Panel
      title={speech.name(base.name)}
      under={[base.login, rolesText(base, voice), active ? words.active : words.left].join(" · ")}
      words={words}
      onClose={onClose}
    >
      {gone.length > 0 ? <p class="warn">{words.gone(joined(gone, voice))}</p> : null}
      {fresh ? <p class="admin-fresh">{words.created}</p> : null}
      {!active ? null : own
        ? (
          <div class="case-actions">
            <button type="button" onClick={onPassword}>{words.password.title}</button>
            <p class="case-said">{words.ownLink}</p>
          </div>
        )
        : <PasswordLink id={base.id} first={fresh} words={words} />}
      {stale ? <Stale desk={desk} voice={voice} /> : null}
      <form
        class="case-form"
        aria-label={speech.name(base.name)}
        onSubmit={(event) => {
          event.preventDefault();
          if (!stale) desk.save();
        }}
      >
        <PersonFields filled={filled} first={false} voice={voice} onFill={desk.fill} />
        <p class="case-form-foot">
          <button type="submit" class="primary" disabled={busy || stale || !edited}>{words.save}</button>
        </p>
        <p class="case-said" role="status">{outcomeText(outcome, words)}</p>
      </form>
      <InUse name={speech.name(base.name)} active={active} busy={busy} voice={voice} onSet={desk.setActive} />
      <p>
        <button type="button" class="link" onClick={onSessions}>{words.theirSessions}</button>
      </p>
    </Panel>
  );
}

/** What somebody else has made of the account, and the choice between theirs and one's own. */
function Stale({ desk, voice }: { desk: ReturnType<typeof usePerson>; voice: Voice }) {
  const { words } = voice;
  return (
    <div class="admin-stale" role="alert">
      <p>{words.stale}</p>
      <dl class="case-facts">
        {differences(desk.base, desk.latest).map((part) => (
          <div key={part}>
            <dt>{words.parts[part]}</dt>
            <dd>{partText(part, desk.latest, voice)}</dd>
          </div>
        ))}
      </dl>
      <p class="case-form-foot">
        <button type="button" onClick={desk.keepMine}>{words.keepMine}</button>
        <button type="button" onClick={desk.takeTheirs}>{words.takeTheirs}</button>
      </p>
    </div>
  );
}

interface InUseProps {
  readonly name: string;
  readonly active: boolean;
  readonly busy: boolean;
  readonly voice: Voice;
  readonly onSet: () => void;
}

/** Ending somebody's sessions is asked for twice; letting them in again is not. */
function InUse({ name, active, busy, voice: { words }, onSet }: InUseProps) {
  const [asked, setAsked] = useState(false);
  if (!active) {
    return (
      <p>
        <button type="button" disabled={busy} onClick={onSet}>{words.enable}</button>
      </p>
    );
  }
  if (!asked) {
    return (
      <p>
        <button type="button" onClick={() => setAsked(true)}>{words.disable}</button>
      </p>
    );
  }
  return (
    <div class="case-form" role="group" aria-label={words.disable}>
      <p>{words.disableWhy(name)}</p>
      <p class="case-form-foot">
        <button
          type="button"
          class="primary"
          disabled={busy}
          ref={focusOnce}
          onClick={() => {
            setAsked(false);
            onSet();
          }}
        >
          {words.disable}
        </button>
        <button type="button" onClick={() => setAsked(false)}>{words.cancel}</button>
      </p>
    </div>
  );
}
