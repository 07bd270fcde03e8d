/** The page `/admin`: accounts, keys and sessions for those who may manage them, one's own sessions for everybody. All of it in the URL. */
import { useMemo, useState } from "preact/hooks";
import type { Person } from "../store/person.ts";
import { readAddress, writeAddress } from "./admin/address.ts";
import { AdminFilters } from "./admin/filters.tsx";
import { AdminHead, IMPORT_BUTTON, NEW_BUTTON, PASSWORD_BUTTON } from "./admin/head.tsx";
import { ImportPeople } from "./admin/import_people.tsx";
import { ImportShifts } from "./admin/import_shifts.tsx";
import { KeysTable } from "./admin/keys_table.tsx";
import { NewKey } from "./admin/new_key.tsx";
import { NewShift } from "./admin/new_shift.tsx";
import { NewPerson } from "./admin/new_person.tsx";
import { OwnPassword } from "./admin/own_password.tsx";
import { Panel } from "./admin/panel.tsx";
import { PeopleTable, rowId } from "./admin/people_table.tsx";
import { PersonPanel } from "./admin/person_panel.tsx";
import type { Voice } from "./admin/say_person.ts";
import { SessionsTable } from "./admin/sessions_table.tsx";
import { ShiftsTable } from "./admin/shifts_table.tsx";
import { useAdmin, useDistricts } from "./admin/use_admin.ts";
import { adminWords } from "./admin/words.ts";
import { NotThere } from "./admin/message.tsx";
import type { CityDescription } from "./city.ts";
import { useCity, useDeskTheme } from "./desk_city.ts";
import { Speech } from "./say.ts";
import { useAddress } from "./use_address.ts";

const ADDRESS = { read: readAddress, write: writeAddress };
/** In the place of an account's id: one that is about to be made. */
const NEW = "new";
/** Likewise: a table of them. */
const IMPORT = "import";

/** Likewise, beside the sessions: one's own password. */
const PASSWORD = "password";

/** Where each was begun, and the focus goes back to. */
const BUTTONS: Readonly<Record<string, string>> = {
  [NEW]: NEW_BUTTON,
  [IMPORT]: IMPORT_BUTTON,
  [PASSWORD]: PASSWORD_BUTTON,
};

export default function AdminIsland() {
  const city = useCity();
  const first = useMemo(() => readAddress(location.search), []);
  useDeskTheme(first.theme);
  if (!city) return <p class="cases-message" role="status">{adminWords(first.lang).loading}</p>;
  return <AdminPage city={city} />;
}

function AdminPage({ city }: { city: CityDescription }) {
  const [address, change] = useAddress(ADDRESS);
  const [made, setMade] = useState<Person | null>(null);
  const { who, manages, tabs, tab, people, person, sessions, keys, shifts, refresh } = useAdmin(
    address,
    city,
  );
  const districts = useDistricts(city);
  const voice: Voice = useMemo(() => {
    const speech = new Speech(address.lang, city.timeZone, city);
    return { words: adminWords(address.lang), speech, districts };
  }, [address.lang, city, districts]);
  const several = tabs.length > 1;
  const state = { ...address, tab, ...several ? {} : { q: "" } };
  const known = who.kind === "ready" ? who.value : null;
  const close = () => {
    change({ person: "" });
    document.getElementById(BUTTONS[address.person] ?? rowId(address.person))?.focus();
  };
  const importing = (tab === "people" || tab === "shifts") && state.person === IMPORT;
  const own = known?.session ? known.person : undefined;
  const open = {
    people: state.person !== "" && !importing,
    shifts: state.person === NEW,
    keys: state.person === NEW,
    sessions: state.person === PASSWORD && own !== undefined,
  }[tab];
  // Of the server's clock: whoever looks may sit in another zone.
  const day = shifts.kind === "ready" ? shifts.value.day ?? "" : "";
  return (
    <main class={`cases admin ${several ? "" : "own"}`}>
      <AdminHead
        city={city}
        state={state}
        who={known}
        manages={several}
        voice={voice}
        onNew={() => change({ person: NEW })}
        onImport={() => change({ person: IMPORT })}
        onPassword={() => change({ person: PASSWORD })}
      />
      {several
        ? (
          <AdminFilters
            state={state}
            tabs={tabs}
            narrows={!importing}
            day={day}
            voice={voice}
            onChange={change}
          />
        )
        : null}
      <div class={`cases-body ${open ? "split" : ""}`}>
        {manages === null && who.kind !== "ready"
          ? <NotThere resource={who} failed={voice.words.noSessions} words={voice.words} onRetry={refresh} />
          : importing && tab === "shifts"
          ? <ImportShifts voice={voice} onDone={refresh} onClose={close} />
          : tab === "shifts"
          ? (
            <ShiftsTable
              key={state.day}
              shifts={shifts}
              state={state}
              voice={voice}
              onChange={change}
              onRefresh={refresh}
            />
          )
          : importing
          ? <ImportPeople voice={voice} onDone={refresh} onClose={close} />
          : tab === "people"
          ? (
            <PeopleTable
              people={people}
              state={state}
              me={known?.person?.id}
              voice={voice}
              onChange={change}
              onRetry={refresh}
            />
          )
          : tab === "keys"
          ? <KeysTable keys={keys} state={state} voice={voice} onChange={change} onRefresh={refresh} />
          : (
            <SessionsTable
              sessions={sessions}
              state={state}
              voice={voice}
              onChange={change}
              onRefresh={refresh}
            />
          )}
        {!open
          ? null
          : tab === "sessions"
          ? <OwnPassword person={own!} voice={voice} onDone={refresh} onClose={close} />
          : tab === "shifts"
          ? <NewShift key={day} day={state.day || day} voice={voice} onDone={refresh} onClose={close} />
          : tab === "keys"
          ? <NewKey voice={voice} onDone={refresh} onClose={close} />
          : state.person === NEW
          ? (
            <NewPerson
              voice={voice}
              onClose={close}
              onDone={(person) => {
                setMade(person);
                refresh();
                change({ person: person.id });
              }}
            />
          )
          : (
            <Beside
              person={newest(state.person, [
                person.kind === "ready" ? person.value.person : null,
                people.kind === "ready" ? people.value.people.find(({ id }) => id === state.person) : null,
                made,
              ])}
              gone={person.kind === "ready" ? person.value.unknownAreas : []}
              loading={person.kind === "loading"}
              fresh={made?.id === state.person}
              voice={voice}
              own={known?.person?.id === state.person}
              onPassword={() => change({ tab: "sessions", of: "", q: "", person: PASSWORD })}
              onSessions={(login) => change({ tab: "sessions", of: "", q: login, person: "" })}
              onRefresh={refresh}
              onClose={close}
            />
          )}
      </div>
    </main>
  );
}

/** Of an account as several answers have it: it was clicked in the list, or made, before it is read by itself. */
function newest(id: string, known: readonly (Person | null | undefined)[]): Person | null {
  return known.filter((one) => one != null).filter((one) => one.id === id)
    .sort((a, b) => b.version - a.version)[0] ?? null;
}

interface BesideProps {
  readonly person: Person | null;
  readonly gone: readonly string[];
  readonly loading: boolean;
  readonly fresh: boolean;
  readonly voice: Voice;
  readonly own: boolean;
  readonly onPassword: () => void;
  readonly onSessions: (login: string) => void;
  readonly onRefresh: () => void;
  readonly onClose: () => void;
}

function Beside({ person, loading, onSessions, ...rest }: BesideProps) {
  const { words } = rest.voice;
  if (person) {
    const sessions = () => onSessions(person.login);
    return <PersonPanel key={person.id} person={person} onSessions={sessions} {...rest} />;
  }
  const text = loading ? words.loading : words.unknown;
  return <Panel title={text} words={words} onClose={rest.onClose}>{null}</Panel>;
}
