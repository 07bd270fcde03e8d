/** What can be made to happen in the demo city: one choice, what runs and since when, and a way to end it. */
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
  if (!model.city.demo || answer.kind !== "ready") return null;
  const { words } = model.speech.value;
  const { names, running } = answer.value;
  const said = (name: string) => words.scenario[name as keyof typeof words.scenario] ?? name;
  const choose = (name: string) => void send(name === "" ? { stop: true } : { start: name }).then(retry);
  return (
    <label class="scenario-menu">
      <span class="unseen">{words.scenarios}</span>
      <select
        class={`badge${running ? " running" : ""}`}
        value={running?.scenario ?? ""}
        title={running
          ? words.scenarioSince(said(running.scenario), model.speech.value.hourMinute(running.since))
          : words.scenarios}
        onChange={({ currentTarget: { value } }) => choose(value)}
      >
        <option value="">{words.demo}</option>
        {names.map((name) => <option key={name} value={name}>{said(name)}</option>)}
      </select>
    </label>
  );
}

async function send(body: unknown): Promise<void> {
  await fetch(URL, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  }).catch(() => {});
}
