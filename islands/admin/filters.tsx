/** Which list, and what of it: for those who may manage something. */
import { ROLES } from "../../store/person.ts";
import { Choice, Search } from "../cases/filters.tsx";
import { type AdminAddress, type Change, readAddress, type Tab } from "./address.ts";
import type { Voice } from "./say_person.ts";

interface Props {
  readonly state: AdminAddress;
  /** The lists that whoever looks may see. */
  readonly tabs: readonly Tab[];
  /** Whether there is a list to narrow down. */
  readonly narrows: boolean;
  /** The day that the list of shifts shows, `2026-11-27`; "" while nobody knows. */
  readonly day: string;
  readonly voice: Voice;
  readonly onChange: Change;
}

export function AdminFilters({ state, tabs, narrows, day, voice: { words, speech }, onChange }: Props) {
  const { tab } = state;
  return (
    <form class="cases-filters" onSubmit={(event) => event.preventDefault()}>
      <div class="cases-triage" role="group" aria-label={words.title}>
        {tabs.map((one) => (
          <button
            key={one}
            type="button"
            aria-pressed={tab === one}
            onClick={() => onChange({ tab: one, q: "", state: "", duty: "", person: "" })}
          >
            {one === "keys" || one === "shifts" ? words[one].title : words[one]}
          </button>
        ))}
      </div>
      {!narrows ? null : tab === "people"
        ? (
          <>
            <Choice
              label={words.role}
              value={state.role}
              first={words.any}
              options={ROLES.map((role) => [role, speech.words.roleNames[role]])}
              onChange={(role) => onChange({ role: readAddress(`role=${role}`).role })}
            />
            <Choice
              label={words.state}
              value={state.state}
              first={words.states[""]}
              options={[["left", words.states.left], ["all", words.states.all]]}
              onChange={(value) => onChange({ state: readAddress(`state=${value}`).state })}
            />
          </>
        )
        : tab === "shifts"
        ? (
          <>
            <label class="cases-field">
              <span>{words.shifts.day}</span>
              <input
                type="date"
                value={state.day || day}
                onChange={(event) => onChange({ day: readAddress(`day=${event.currentTarget.value}`).day })}
              />
            </label>
            <Choice
              label={words.shifts.show}
              value={state.duty}
              first={words.shifts.shows[""]}
              options={[["now", words.shifts.shows.now]]}
              onChange={(duty) => onChange({ duty: readAddress(`duty=${duty}`).duty })}
            />
          </>
        )
        : tab === "keys"
        ? (
          <Choice
            label={words.state}
            value={state.state}
            first={words.keys.states[""]}
            options={[["left", words.keys.states.left], ["all", words.keys.states.all]]}
            onChange={(value) => onChange({ state: readAddress(`state=${value}`).state })}
          />
        )
        : tabs.includes("people")
        ? (
          <Choice
            label={words.whose}
            value={state.of}
            first={words.whoses[""]}
            options={[["own", words.whoses.own]]}
            onChange={(of) => onChange({ of: readAddress(`of=${of}`).of })}
          />
        )
        : null}
      {narrows
        ? (
          <Search
            value={state.q}
            label={{
              people: words.search,
              shifts: words.shifts.search,
              keys: words.keys.search,
              sessions: words.searchSessions,
            }[tab]}
            onChange={(q) => onChange({ q }, "quietly")}
          />
        )
        : null}
    </form>
  );
}
