/** The figures of a cell: what is open by severity, and workers by state. */
import type { ComponentChildren } from "preact";
import { Rolling } from "../rolling.tsx";
import { SeverityShape, WorkerShape } from "../shape.tsx";
import { useWall } from "../model.ts";
import type { CellAnswer } from "./answer.ts";

const STATES = ["free", "assigned", "silent"] as const;

export function CellCounts({ counts }: Pick<CellAnswer, "counts">) {
  const { speech: { value: speech } } = useWall();
  const { words } = speech;
  return (
    <ul class="cell-figures">
      <Figure value={counts.open} label={words.openNow}>
        {counts.openBySeverity.map((n, i) => (
          <li key={i} class={n === 0 ? "none" : ""}>
            <SeverityShape severity={i + 1} name={words.severity[i + 1]!} /> {speech.count(n)}
          </li>
        ))}
      </Figure>
      <Figure value={counts.workers} label={words.workersHere}>
        {STATES.map((state) => (
          <li key={state} class={counts.workersByState[state] === 0 ? "none" : ""}>
            <WorkerShape state={state} name={words.workerState[state]} />{" "}
            {speech.count(counts.workersByState[state])}
          </li>
        ))}
      </Figure>
    </ul>
  );
}

interface FigureProps {
  readonly value: number;
  readonly label: string;
  readonly children: ComponentChildren;
}

function Figure({ value, label, children }: FigureProps) {
  const { speech } = useWall();
  return (
    <li>
      <Rolling value={value} say={(n) => speech.value.count(n)} />
      <span class="kpi-label">{label}</span>
      <ul class="cell-parts">{children}</ul>
    </li>
  );
}
