/** The fields of an account: name, roles, areas and, for workers, the post. */
import { useId } from "preact/hooks";
import { ROLES, WORKER_KINDS } from "../../store/person.ts";
import { focusOnce } from "../cases/focus.ts";
import { codesOf, type Filled } from "./draft.ts";
import type { Voice } from "./say_person.ts";

interface Props {
  readonly filled: Filled;
  /** Whether typing begins here. */
  readonly first: boolean;
  readonly voice: Voice;
  readonly onFill: (filled: Filled) => void;
}

export function PersonFields({ filled, first, voice, onFill }: Props) {
  const { words, speech } = voice;
  const set = (part: Partial<Filled>) => onFill({ ...filled, ...part });
  return (
    <>
      <Line
        name={words.parts.login}
        value={filled.login}
        first={first}
        least={2}
        most={64}
        onType={(login) => set({ login })}
      />
      <Line name={words.parts.name} value={filled.name} least={1} onType={(name) => set({ name })} />
      <fieldset class="admin-checks">
        <legend>{words.parts.roles}</legend>
        {ROLES.map((role) => (
          <Check
            key={role}
            name={speech.words.roleNames[role]}
            checked={filled.roles.includes(role)}
            onCheck={(on) =>
              set({ roles: on ? [...filled.roles, role] : filled.roles.filter((one) => one !== role) })}
          />
        ))}
      </fieldset>
      <Areas filled={filled} voice={voice} set={set} />
      {filled.roles.includes("worker") ? <Post filled={filled} voice={voice} set={set} /> : null}
    </>
  );
}

interface PartProps {
  readonly filled: Filled;
  readonly voice: Voice;
  readonly set: (part: Partial<Filled>) => void;
}

function Areas({ filled: { wholeCity, areas }, voice: { words, speech, districts }, set }: PartProps) {
  const codes = codesOf(areas);
  return (
    <fieldset class="admin-checks">
      <legend>{words.parts.areas}</legend>
      <Check name={words.wholeCity} checked={wholeCity} onCheck={(on) => set({ wholeCity: on })} />
      {wholeCity ? null : (
        <>
          {districts.map(({ code, name }) => (
            <Check
              key={code}
              name={speech.name(name)}
              checked={codes.includes(code)}
              onCheck={(on) =>
                set({ areas: (on ? [...codes, code] : codes.filter((one) => one !== code)).join(", ") })}
            />
          ))}
          <Line name={words.otherCodes} value={areas} most={4_000} onType={(text) => set({ areas: text })} />
        </>
      )}
    </fieldset>
  );
}

function Post({ filled, voice: { words }, set }: PartProps) {
  return (
    <fieldset class="admin-post">
      <legend>{words.parts.post}</legend>
      <Line name={words.worker} value={filled.worker} least={1} onType={(worker) => set({ worker })} />
      <label class="cases-field">
        <span>{words.kind}</span>
        <select
          value={filled.kind}
          onChange={({ currentTarget: { value } }) =>
            set({ kind: WORKER_KINDS.find((kind) => kind === value) ?? WORKER_KINDS[0] })}
        >
          {WORKER_KINDS.map((kind) => <option key={kind} value={kind}>{words.kinds[kind]}</option>)}
        </select>
      </label>
      <Line name={words.skills} value={filled.skills} most={4_000} onType={(skills) => set({ skills })} />
      <Line name={words.grids} value={filled.grids} most={4_000} onType={(grids) => set({ grids })} />
    </fieldset>
  );
}

interface LineProps {
  readonly name: string;
  readonly value: string;
  readonly first?: boolean;
  /** Letters it needs; 0 where it may stay empty. */
  readonly least?: number;
  readonly most?: number;
  readonly onType: (text: string) => void;
}

function Line({ name, value, first = false, least = 0, most = 120, onType }: LineProps) {
  return (
    <label class="cases-field">
      <span>{name}</span>
      <input
        type="text"
        autocomplete="off"
        value={value}
        required={least > 0}
        minLength={least}
        maxLength={most}
        ref={first ? focusOnce : null}
        onInput={(event) => onType(event.currentTarget.value)}
      />
    </label>
  );
}

interface CheckProps {
  readonly name: string;
  readonly checked: boolean;
  readonly onCheck: (on: boolean) => void;
}

function Check({ name, checked, onCheck }: CheckProps) {
  const id = useId();
  return (
    <span>
      <input
        id={id}
        type="checkbox"
        checked={checked}
        onChange={(event) => onCheck(event.currentTarget.checked)}
      />
      <label for={id}>{name}</label>
    </span>
  );
}
