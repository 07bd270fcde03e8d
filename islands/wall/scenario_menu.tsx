/** What can be made to happen in the demo city: one choice, what runs and since when, and a way to end it. */
import { useEffect, useRef } from "preact/hooks";
import { Icon } from "../icon.tsx";
import { ChevronDown } from "../icons.ts";
import { useResource } from "./resource.ts";
import { useWall } from "./model.ts";

interface Answer {
  readonly names: readonly string[];
  readonly running: { readonly scenario: string; readonly since: number; readonly until: number } | null;
}

const URL = "/api/demo/scenarios";
const EVERY_MS = 10_000;

export function ScenarioMenu() {
  const model = useWall();
  const [answer, retry] = useResource<Answer>(model.city.demo ? URL : null, EVERY_MS);
  const select = useRef<HTMLSelectElement>(null);
  useEffect(() => {
    model.chooseScenario = () => open(select.current);
  }, []);
  if (!model.city.demo || answer.kind !== "ready") return null;
  const { words } = model.speech.value;
  const { names, running } = answer.value;
  const said = (name: string) => words.scenario[name as keyof typeof words.scenario] ?? name;
  const choose = (name: string) => void send(name === "" ? { stop: true } : { start: name }).then(retry);
  return (
    <label
      class={`badge scenario-menu${running ? " running" : ""}`}
      title={running
        ? words.scenarioSince(said(running.scenario), model.speech.value.hourMinute(running.since))
        : words.scenarios}
    >
      <span>{words.demoShort}</span>
      <select
        ref={select}
        aria-label={words.scenarios}
        aria-keyshortcuts="s"
        value={running?.scenario ?? ""}
        onChange={({ currentTarget: { value } }) => choose(value)}
      >
        <option value="">{words.usualDay}</option>
        {names.map((name) => <option key={name} value={name}>{said(name)}</option>)}
      </select>
      <Icon node={ChevronDown} />
    </label>
  );
}

function open(select: HTMLSelectElement | null): void {
  select?.focus();
  try {
    select?.showPicker();
  } catch {
    // A browser that opens no list for a key still has the focus there, and its arrow keys choose.
  }
}

async function send(body: unknown): Promise<void> {
  await fetch(URL, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  }).catch(() => {});
}
