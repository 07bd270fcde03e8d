/** The list of accounts, by name, as the server found them. */
import type { Person } from "../../store/person.ts";
import type { Resource } from "../wall/resource.ts";
import { type AdminAddress, type Change, NO_FILTER } from "./address.ts";
import { NothingFits, NotThere } from "./message.tsx";
import { areasText, joined, rolesText, type Voice } from "./say_person.ts";
import type { PeopleAnswer } from "./use_admin.ts";

interface Props {
  readonly people: Resource<PeopleAnswer>;
  readonly state: AdminAddress;
  readonly me: string | undefined;
  readonly voice: Voice;
  readonly onChange: Change;
  readonly onRetry: () => void;
}

export function PeopleTable({ people, state, me, voice, onChange, onRetry }: Props) {
  const { words, speech } = voice;
  if (people.kind !== "ready") {
    return <NotThere resource={people} failed={words.noPeople} words={words} onRetry={onRetry} />;
  }
  const { people: rows, total, unknownAreas } = people.value;
  if (rows.length === 0) {
    return <NothingFits text={words.empty} words={words} onClear={() => onChange(NO_FILTER)} />;
  }
  const { columns } = words;
  return (
    <div class="cases-list">
      {people.stale ? <p class="cases-old" role="status">{words.old(speech.clock(people.at))}</p> : null}
      <table>
        <thead>
          <tr>
            <th scope="col">{columns.name}</th>
            <th scope="col">{columns.roles}</th>
            <th scope="col">{columns.areas}</th>
            <th scope="col">{columns.post}</th>
            <th scope="col">{columns.state}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((person) => (
            <Row
              key={person.id}
              person={person}
              gone={unknownAreas[person.id] ?? []}
              me={person.id === me}
              open={person.id === state.person}
              voice={voice}
              onOpen={() => onChange({ person: person.id })}
            />
          ))}
        </tbody>
      </table>
      {rows.length < total
        ? <p class="cases-old">{words.shown(speech.count(rows.length), speech.count(total))}</p>
        : null}
    </div>
  );
}

interface RowProps {
  readonly person: Person;
  /** Codes of the account that the city has no more. */
  readonly gone: readonly string[];
  readonly me: boolean;
  readonly open: boolean;
  readonly voice: Voice;
  readonly onOpen: () => void;
}

function Row({ person, gone, me, open, voice, onOpen }: RowProps) {
  const { words, speech } = voice;
  return (
    <tr class={open ? "open" : ""} onClick={onOpen}>
      <th scope="row">
        <button type="button" id={rowId(person.id)} aria-expanded={open} onClick={onOpen}>
          <span>
            <strong>{speech.name(person.name)}</strong>
            {me ? <span class="admin-mark">{words.me}</span> : null}
            <small>{person.login}</small>
          </span>
        </button>
      </th>
      <td>{rolesText(person, voice)}</td>
      <td>
        {areasText(person, voice)}
        {gone.length > 0 ? <small class="warn">{words.gone(joined(gone, voice))}</small> : null}
      </td>
      <td>{person.post?.id ?? words.none}</td>
      <td class={person.active ? "" : "warn"}>{person.active ? words.active : words.left}</td>
    </tr>
  );
}

/** Where the focus goes back to when the account beside the list is closed. */
export function rowId(person: string): string {
  return `person-${person}`;
}
