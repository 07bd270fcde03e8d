/** What the page of accounts knows: who looks, what its address asks for of accounts, shifts, keys and sessions, read again whenever something was done. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { Deed, KeptKey } from "../../store/api_key.ts";
import type { Person } from "../../store/person.ts";
import type { Shift } from "../../store/shift.ts";
import type { Session } from "../../store/session.ts";
import type { Who } from "../cases/use_cases.ts";
import { type CityDescription, readMaps } from "../city.ts";
import { useKept } from "../wall/kept.ts";
import type { Resource } from "../wall/resource.ts";
import { type AdminAddress, type Tab, TABS } from "./address.ts";
import { personUrl } from "./command.ts";

export type SessionRow = Session & {
  readonly login?: string;
  readonly name?: string;
  readonly current: boolean;
  readonly until: number;
};

export interface SessionsAnswer {
  /** Those last used. */
  readonly sessions: readonly SessionRow[];
  readonly total: number;
}

type NamedDeed = Deed & { readonly name: string };
export type KeyRow = Omit<KeptKey, "made" | "revoked"> & {
  readonly made: NamedDeed;
  readonly revoked: NamedDeed | null;
};
/** A key of whoever runs the server. */
export type GivenKeyRow = Pick<KeptKey, "name" | "scopes">;
export interface KeysAnswer {
  readonly keys: readonly KeyRow[];
  readonly given: readonly GivenKeyRow[];
}

/** The right that each list asks for; one's own sessions are everybody's. */
const RIGHTS: Readonly<Record<Tab, string | null>> = {
  people: "people.manage",
  shifts: "shifts.manage",
  keys: "keys.manage",
  sessions: null,
};

export interface PeopleAnswer {
  /** The first by name of those that fit. */
  readonly people: readonly Person[];
  readonly total: number;
  /** Codes that accounts hold and the city has no more, by the id of the account. */
  readonly unknownAreas: Readonly<Record<string, readonly string[]>>;
}

/** The account that is open beside the list. */
export interface PersonAnswer {
  readonly person: Person;
  readonly unknownAreas: readonly string[];
}

/** A shift as the list has it, and the name of the account that the worker has. */
export type ShiftLine = Shift & { readonly name?: string };

export interface ShiftsAnswer {
  readonly shifts: readonly ShiftLine[];
  readonly total: number;
  readonly onDuty: number;
  readonly from: number;
  /** `2026-11-27`, where a day was asked for. */
  readonly day?: string;
  readonly asOf: number;
}

const EVERY_MS = 15_000;
/** Of an account; other things that are open beside the list have a word. */
const IS_ID = /^p\d+$/;

/** What the list of shifts asks for. */
function shiftsUrl({ day, duty, q }: AdminAddress): string {
  const period = duty === "now" ? {} : { day: day || "today" };
  return `/api/shifts?limit=500&${new URLSearchParams({
    ...period,
    ...(q ? { q } : {}),
    ...(duty ? { duty } : {}),
  })}`;
}

function peopleUrl({ q, role, state }: AdminAddress): string {
  const asked = { state: state || "active", ...(q ? { q } : {}), ...(role ? { role } : {}) };
  return `/api/people?${new URLSearchParams(asked)}`;
}

export function useAdmin(address: AdminAddress, city: Pick<CityDescription, "shifts">) {
  const { tab: wanted, of } = address;
  const [turn, setTurn] = useState(0);
  const who = useKept<Who>("/api/session", turn, EVERY_MS);
  const may = who.kind === "ready" ? who.value.may ?? [] : null;
  const manages = may?.includes("people.manage") ?? null;
  const tabs = TABS.filter((tab) =>
    (RIGHTS[tab] === null || may?.includes(RIGHTS[tab])) && (tab !== "shifts" || city.shifts)
  );
  const tab = tabs.includes(wanted) ? wanted : tabs[0]!;
  const everybody = manages && of === "";
  const people = useLast(
    useKept<PeopleAnswer>(manages && tab === "people" ? peopleUrl(address) : null, turn, EVERY_MS),
  );
  const person = useKept<PersonAnswer>(
    manages && tab === "people" && IS_ID.test(address.person) ? personUrl(address.person) : null,
    turn,
    EVERY_MS,
  );
  const asked = {
    ...(everybody ? { of: "all" } : {}),
    ...(tabs.length > 1 && address.q ? { q: address.q } : {}),
  };
  const sessions = useLast(
    useKept<SessionsAnswer>(
      manages === null || tab !== "sessions" ? null : `/api/sessions?${new URLSearchParams(asked)}`,
      turn,
      EVERY_MS,
    ),
  );
  const keys = useKept<KeysAnswer>(tab === "keys" ? "/api/keys" : null, turn, EVERY_MS);
  const shifts = useKept<ShiftsAnswer>(tab === "shifts" ? shiftsUrl(address) : null, turn, EVERY_MS);
  const refresh = () => setTurn((n) => n + 1);
  return { who, manages, tabs, tab, people, person, sessions, keys, shifts, refresh };
}

/** What was read before, until there is an answer to another question: a list that goes and comes at each letter cannot be read. */
function useLast<T>(resource: Resource<T>): Resource<T> {
  const last = useRef(resource);
  if (resource.kind !== "loading") last.current = resource;
  return last.current;
}

export interface District {
  readonly code: string;
  readonly name: string;
}

/** The districts of the city, to choose from; none where it has no file of them. */
export function useDistricts(city: CityDescription): readonly District[] {
  const [districts, setDistricts] = useState<readonly District[]>([]);
  useEffect(() => {
    const stop = new AbortController();
    readMaps(city, stop.signal).then(({ districts }) => {
      const all = districts?.features.map(({ properties }) => properties as District) ?? [];
      setDistricts([...new Map(all.map(({ code, name }) => [code, { code, name }])).values()]);
    }, () => {});
    return () => stop.abort();
  }, [city]);
  return districts;
}
