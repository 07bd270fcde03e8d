/** The head of the page: where one is, who one is, and what can be begun. */
import type { Who } from "../cases/use_cases.ts";
import type { CityDescription } from "../city.ts";
import { type AdminAddress, writeAddress } from "./address.ts";
import { joined, type Voice } from "./say_person.ts";

/** Where the focus goes back to when what was begun is closed. */
export const NEW_BUTTON = "admin-new", IMPORT_BUTTON = "admin-import", PASSWORD_BUTTON = "admin-password";

interface Props {
  readonly city: CityDescription;
  readonly state: AdminAddress;
  readonly who: Who | null;
  /** Whether there is more than one's own sessions. */
  readonly manages: boolean;
  readonly voice: Voice;
  readonly onNew: () => void;
  readonly onImport: () => void;
  readonly onPassword: () => void;
}

export function AdminHead({ city, state, who, manages, voice, onNew, onImport, onPassword }: Props) {
  const { words, speech } = voice;
  const other = document.documentElement.dataset["theme"] === "light" ? "dark" : "light";
  const here = `/admin${writeAddress(state)}`;
  return (
    <header class="cases-head">
      <h1>
        {city.names[state.lang]} <span>{manages ? words.title : words.ownTitle}</span>
      </h1>
      {state.tab === "sessions" ? null : (
        <button type="button" id={NEW_BUTTON} onClick={onNew}>
          {state.tab === "people" ? words.newPerson : words[state.tab].fresh}
        </button>
      )}
      {state.tab === "people" || state.tab === "shifts"
        ? (
          <button type="button" id={IMPORT_BUTTON} onClick={onImport}>
            {state.tab === "shifts" ? words.shifts.imports.title : words.imports.title}
          </button>
        )
        : null}
      {state.tab === "sessions" && who?.session
        ? <button type="button" id={PASSWORD_BUTTON} onClick={onPassword}>{words.password.title}</button>
        : null}
      <nav>
        {who?.person ? <span>{whoText(who.person, voice)}</span> : null}
        {who?.session
          ? <button type="button" class="link" onClick={() => void signOut()}>{words.signOut}</button>
          : <a href={`/signin?next=${encodeURIComponent(here)}`}>{words.signIn}</a>}
        <a href={state.lang === "en" ? "/?lang=en" : "/"}>{words.home}</a>
        <a href={`/admin${writeAddress({ ...state, theme: other })}`}>{words[other]}</a>
        <a href={`/admin${writeAddress({ ...state, lang: speech.lang === "zh" ? "en" : "zh" })}`}>
          {words.lang}
        </a>
      </nav>
    </header>
  );
}

function whoText({ name, roles }: NonNullable<Who["person"]>, voice: Voice): string {
  const names = voice.speech.words.roleNames;
  return `${voice.speech.name(name)} · ${joined(roles.map((role) => names[role]), voice)}`;
}

async function signOut(): Promise<void> {
  await fetch("/api/session", { method: "DELETE" });
  location.reload();
}
