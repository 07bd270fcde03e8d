/** What each command of a worker asks for on the phone, and in which order they are offered. Pure. */
import type { CommandKind } from "../../dispatch/case_command.ts";
import type { CrewMember, EvidenceKind, Stage } from "../../store/case.ts";

export interface Asked {
  /** Text fields: name in the command, and whether it may stay empty. */
  readonly texts: readonly { readonly name: "text" | "reason" | "answer"; readonly optional?: true }[];
  readonly photos: readonly EvidenceKind[];
  /** A yes or no by this name. */
  readonly choice?: "found";
}

const REASON: Asked = { texts: [{ name: "reason" }], photos: [] };
const NOTHING: Asked = { texts: [], photos: [] };

const ASKED: Partial<Readonly<Record<CommandKind, Asked>>> = {
  pre_verify: { texts: [{ name: "text", optional: true }], photos: ["near"], choice: "found" },
  accept: NOTHING,
  set_out: NOTHING,
  arrive: NOTHING,
  handle: { texts: [{ name: "text", optional: true }], photos: ["before", "after"] },
  refuse: REASON,
  hand_back: REASON,
  request_extension: REASON,
  add_evidence: { texts: [], photos: ["near"] },
  note: { texts: [{ name: "text" }], photos: [] },
};

const ORDER = Object.keys(ASKED) as CommandKind[];
/** After a return these ask for an answer to its reason. */
const FORWARD: ReadonlySet<CommandKind> = new Set(["accept", "handle"]);

/** What the server lets be taken back for ten seconds (dispatch/case_moves.ts). */
export const UNDOABLE: ReadonlySet<CommandKind> = new Set(["accept", "set_out", "arrive", "handle"]);

export interface Offer {
  /** The next step is one button, always in the same place; another way on may stand below it. */
  readonly first: readonly CommandKind[];
  readonly more: readonly CommandKind[];
}

/** `state`: of the own part in the case; undefined for whoever is to verify it. */
export function offerOf(
  commands: readonly CommandKind[],
  stage: Stage,
  state: CrewMember["state"] | undefined,
): Offer {
  const steps = stepsOf(stage, state);
  const first = steps.filter((kind) => commands.includes(kind));
  // Who is there need not set out again.
  const past: readonly CommandKind[] = state === "on_scene"
    ? ["set_out", "arrive"]
    : state === "en_route"
    ? ["set_out"]
    : [];
  const more = ORDER.filter((kind) =>
    commands.includes(kind) && !first.includes(kind) && !past.includes(kind)
  );
  return { first, more };
}

function stepsOf(stage: Stage, state: CrewMember["state"] | undefined): readonly CommandKind[] {
  switch (stage) {
    case "pre_verifying":
      return ["pre_verify"];
    case "dispatched":
      return ["accept", "refuse"];
    case "accepted":
    case "arrived":
      // On the way and there: who is there presses that, also without having pressed the other.
      return state === "assigned" ? ["set_out", "arrive"] : state === "en_route" ? ["arrive"] : ["handle"];
    default:
      return [];
  }
}

export function askedFor(kind: CommandKind, returned: boolean): Asked {
  const asked = ASKED[kind] ?? NOTHING;
  return returned && FORWARD.has(kind) ? { ...asked, texts: [{ name: "answer" }, ...asked.texts] } : asked;
}

export function asksNothing({ texts, photos, choice }: Asked): boolean {
  return texts.length === 0 && photos.length === 0 && choice === undefined;
}
