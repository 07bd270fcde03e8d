/** The own cases as they will be once everything that waits was sent: what is shown and offered meanwhile. Pure. */
import type { CommandKind } from "../../dispatch/case_command.ts";
import type { FieldCase } from "../../dispatch/field.ts";
import { caseOf, type Command, type Queue } from "./queue.ts";

export interface AheadCase extends FieldCase {
  /** So many commands on it are not sent yet, or could not be done. */
  readonly waiting: number;
  /** One of them could not be done: nothing more is offered until a person has looked at it. */
  readonly held: boolean;
}

type Body = FieldCase["case"];

export function ahead(cases: readonly FieldCase[], queue: Queue, worker: string): AheadCase[] {
  return cases.map((one) => {
    const own = queue.filter((entry) => caseOf(entry) === one.case.id);
    // A command of a version that is past was done: its answer got lost, and will be known soon.
    const ahead = own.flatMap(({ deed, failed }) =>
      deed.kind === "command" && !failed && deed.version >= one.case.version ? [deed.command] : []
    );
    const held = own.some(({ failed }) => failed !== null);
    const body = kept(ahead).reduce((c, command) => after(c, command, worker), one.case);
    const commands = held ? [] : ahead.length === 0 ? one.commands : offered(body, one.lead, worker);
    return { ...one, case: body, commands, waiting: own.length, held };
  });
}

/** Without what is taken back again. What was done before is shown as done until the server has taken it back. */
function kept(commands: readonly Command[]): Command[] {
  return commands.reduce<Command[]>(
    (before, command) => command.kind === "undo" ? before.slice(0, -1) : [...before, command],
    [],
  );
}

function after(c: Body, { kind }: Command, worker: string): Body {
  const crew = (state: Body["crew"][number]["state"]) =>
    c.crew.map((member) => member.worker === worker ? { ...member, state } : member);
  switch (kind) {
    case "accept":
      return { ...c, stage: "accepted", pending: null };
    case "set_out":
      return { ...c, crew: crew("en_route") };
    case "arrive":
      return { ...c, stage: "arrived", crew: crew("on_scene") };
    case "handle":
      return { ...c, stage: "handled", pending: null };
    case "refuse":
    case "hand_back":
      return { ...c, stage: "filed", crew: [] };
    case "pre_verify":
      return { ...c, stage: "reported", verifier: null };
    default:
      return c;
  }
}

/** What the server would offer for certain; where it might not, it is asked first. */
function offered({ stage, crew }: Body, lead: boolean, worker: string): CommandKind[] {
  const state = crew.find((member) => member.worker === worker)?.state;
  switch (stage) {
    case "dispatched":
      return lead ? ["accept", "refuse"] : [];
    case "accepted":
    case "arrived": {
      const going: CommandKind[] = state === "assigned"
        ? ["set_out", "arrive"]
        : state === "en_route"
        ? ["arrive"]
        : [];
      return [
        ...going,
        ...(lead && stage === "arrived" ? ["handle" as const] : []),
        ...(lead ? ["hand_back" as const] : []),
      ];
    }
    default:
      return [];
  }
}
