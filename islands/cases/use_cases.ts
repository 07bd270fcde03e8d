/** What the page of cases knows: the list, the open case and who is signed in, read again whenever something changed. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { CaseDetail, CaseList } from "../../dispatch/case_list.ts";
import type { CandidatesAnswer } from "../../dispatch/candidates.ts";
import type { LeftAt } from "../../dispatch/case_timeline.ts";
import type { Proposal } from "../../dispatch/merge.ts";
import type { Role } from "../../store/person.ts";
import type { CaseEvent, Stage } from "../../streams/record.ts";
import { useKept } from "../wall/kept.ts";
import { useResource } from "../wall/resource.ts";
import { followCases } from "./feed.ts";

export type ListAnswer = CaseList & { readonly asOf: number };
export type DetailAnswer = CaseDetail & {
  readonly events: readonly CaseEvent[];
  /** How much time was left after each of them. */
  readonly left: readonly (LeftAt | null)[];
  /** Who could go, where the account may send somebody or take a helper. */
  readonly nearest: CandidatesAnswer | null;
  /** Cases that may be the same thing. */
  readonly doubles: readonly (Proposal & { readonly title: string; readonly stage: Stage })[];
  /** Of its crew by worker, where they are known and the account may see workers there. */
  readonly names: Readonly<Record<string, string>>;
  /** The account keeps an eye on it. */
  readonly watched: boolean;
  readonly asOf: number;
};

/** The answer of `GET /api/session`. */
export interface Who {
  readonly person?: {
    readonly id: string;
    readonly login?: string;
    readonly name: string;
    readonly roles: readonly Role[];
  };
  /** Null for a guest. */
  readonly session?: string | null;
  /** What the account may do somewhere. */
  readonly may?: readonly string[];
}

/** Clocks run on without an event. */
const EVERY_MS = 15_000;
/** A storm of events is one reading. */
const SETTLE_MS = 300;

export function useCases(query: string, id: string | null) {
  const [turn, setTurn] = useState(0);
  const [lostSince, setLost] = useState<number | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    const undo = followCases({
      changed: () => {
        clearTimeout(timer.current);
        timer.current = setTimeout(() => setTurn((n) => n + 1), SETTLE_MS);
      },
      lost: setLost,
    });
    return () => {
      clearTimeout(timer.current);
      undo();
    };
  }, []);
  const list = useKept<ListAnswer>(`/api/cases${query === "" ? "" : `?${query}`}`, turn, EVERY_MS);
  const detail = useKept<DetailAnswer>(
    id === null ? null : `/api/cases/${encodeURIComponent(id)}`,
    turn,
    EVERY_MS,
  );
  const [who] = useResource<Who>("/api/session", 60_000);
  return {
    list,
    detail,
    who: who.kind === "ready" ? who.value : null,
    lostSince,
    refresh: () => setTurn((n) => n + 1),
  };
}
