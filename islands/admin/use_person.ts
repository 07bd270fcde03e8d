/** Changing one account: what its form holds, against which version, and what somebody else did meanwhile. */
import { useEffect, useState } from "preact/hooks";
import type { Person } from "../../store/person.ts";
import { type Outcome, personUrl, send } from "./command.ts";
import { allOf, draftOf, type Filled, filledOf } from "./draft.ts";

type Tried = "save" | "active";

/** `person` is as the list has it, which may be older than what a command answered. */
export function usePerson(person: Person, onRefresh: () => void) {
  const [base, setBase] = useState(person);
  const [filled, setFilled] = useState(() => filledOf(person));
  const [told, setTold] = useState(person);
  const [tried, setTried] = useState<Tried>("save");
  const [outcome, setOutcome] = useState<Outcome>({ kind: "idle" });
  const latest = told.version > person.version ? told : person;
  const edited = !sameText(draftOf(filled), draftOf(filledOf(base)));
  const overtaken = latest.version > base.version;
  const rebase = (on: Person) => {
    setBase(on);
    setFilled(filledOf(on));
  };
  // Nothing of one's own is lost when nothing was filled in.
  useEffect(() => {
    if (overtaken && !edited && outcome.kind !== "stale" && outcome.kind !== "sending") rebase(latest);
  }, [latest.version, edited, outcome.kind]);

  const put = async (as: Tried, body: object, version: number) => {
    setTried(as);
    setOutcome({ kind: "sending" });
    const answer = await send("PUT", personUrl(person.id), { ...body, version });
    if (answer.kind === "stale") setTold(answer.person);
    if (answer.kind === "done" && answer.person) {
      setTold(answer.person);
      setBase(answer.person);
      if (as === "save" || !edited) setFilled(filledOf(answer.person));
    }
    setOutcome(answer);
    onRefresh();
  };
  const save = (over: Person = base) =>
    put("save", { ...draftOf(filled), active: over.active }, over.version);
  const setActive = (over: Person = base) =>
    put("active", { ...allOf(over), active: !base.active }, over.version);
  return {
    filled,
    latest,
    base,
    edited,
    outcome,
    /** Whether somebody was faster: nothing is saved before it is said over which of the two. */
    stale: overtaken && (edited || outcome.kind === "stale"),
    fill: (next: Filled) => {
      setFilled(next);
      setOutcome({ kind: "idle" });
    },
    save: () => void save(),
    setActive: () => void setActive(),
    keepMine: () => void (tried === "active" && !edited ? setActive(latest) : save(latest)),
    takeTheirs: () => {
      rebase(latest);
      setOutcome({ kind: "idle" });
    },
  };
}

function sameText(a: object, b: object): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
