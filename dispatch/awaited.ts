/**
 * What a case waits for, and whether it is this account that it waits for: "waiting for me" in lists. Pure.
 *
 * A case waits for the one command that brings it on from where it stands, and besides for the decision on a request that
 * somebody made. It waits for an account when that may give the command to this case now: by role, area and part in the work,
 * and never while the case is suspended. What may be done but need not (a note, a return, a merger) is not waited for.
 */
import type { Case, Stage } from "../store/case.ts";
import { isOffered } from "./case.ts";
import type { CommandKind } from "./case_command.ts";
import type { Moment } from "./case_moves.ts";

const NEXT: Readonly<Partial<Record<Stage, readonly CommandKind[]>>> = {
  reported: ["file"],
  pre_verifying: ["pre_verify"],
  filed: ["dispatch"],
  dispatched: ["accept"],
  accepted: ["arrive"],
  arrived: ["handle"],
  handled: ["request_post_check"],
};
const DECISIONS: readonly CommandKind[] = ["decide_extension", "decide_appeal"];

/** Commands that the case waits for, whoever gives them. */
export function awaited(c: Case): readonly CommandKind[] {
  if (c.stage === "post_checking") return [c.check?.passed ? "close" : "post_check", ...DECISIONS];
  // Before it is filed, a report that has to be verified waits for somebody to be sent to verify it.
  if (c.stage === "reported" && c.needsPreVerify && !c.verification?.found) {
    return c.verification ? ["reject" as const, "request_pre_verify" as const] : ["request_pre_verify"];
  }
  return [...NEXT[c.stage] ?? [], ...DECISIONS];
}

/** Of those, the ones that this account may give now. */
export function awaitedOf(c: Case, by: Moment["by"], at: number): CommandKind[] {
  // None of them asks for the city's tables or a deadline before it is given.
  const moment: Moment = {
    by,
    at,
    tables: { version: 0, conditions: [], closing: [] },
    deadline: null,
  };
  return awaited(c).filter((kind) => isOffered(c, kind, moment));
}
