/** The list of cases: the least time left first. */
import type { CaseRow } from "../../dispatch/case_list.ts";
import type { CaseSummary } from "../../streams/record.ts";
import type { Speech } from "../say.ts";
import type { Resource } from "../wall/resource.ts";
import { SeverityShape } from "../wall/shape.tsx";
import { type CasesAddress, isFiltered, NO_FILTER } from "./address.ts";
import type { DistrictNames } from "../desk_city.ts";
import { TimeLeft } from "./time_left.tsx";
import type { ListAnswer } from "./use_cases.ts";
import type { CaseWords } from "./words.ts";

interface Props {
  readonly list: Resource<ListAnswer>;
  readonly state: CasesAddress;
  readonly districts: DistrictNames;
  readonly words: CaseWords;
  readonly speech: Speech;
  readonly onOpen: (id: string) => void;
  readonly onChange: (change: Partial<CasesAddress>) => void;
  readonly onRetry: () => void;
}

export function CaseTable({ list, state, districts, words, speech, onOpen, onChange, onRetry }: Props) {
  if (list.kind === "loading") return <p class="cases-message" role="status">{words.loading}</p>;
  if (list.kind === "failed") {
    return (
      <div class="cases-message" role="alert">
        <strong>{words.noList}</strong>
        <p>{list.error}</p>
        <button type="button" onClick={onRetry}>{words.retry}</button>
      </div>
    );
  }
  const { rows, total, asOf } = list.value;
  if (total === 0) {
    const filtered = isFiltered(state);
    return (
      <div class="cases-message">
        <strong>{filtered ? words.emptyFilter : words.emptyCity}</strong>
        {filtered
          ? <button type="button" onClick={() => onChange(NO_FILTER)}>{words.clear}</button>
          : <p>{words.emptyCityHint}</p>}
      </div>
    );
  }
  const { columns } = words;
  return (
    <div class="cases-list">
      {list.stale ? <p class="cases-old" role="status">{words.old(speech.clock(list.at))}</p> : null}
      <table>
        <thead>
          <tr>
            <th scope="col">{columns.case}</th>
            <th scope="col">{columns.stage}</th>
            <th scope="col">{columns.left}</th>
            <th scope="col">{columns.who}</th>
            <th scope="col">{columns.where}</th>
            <th scope="col">{columns.reported}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row
              key={row.case.id}
              row={row}
              asOf={asOf}
              open={row.case.id === state.case}
              districts={districts}
              words={words}
              speech={speech}
              onOpen={onOpen}
            />
          ))}
        </tbody>
      </table>
      {rows.length < total
        ? <p class="cases-old">{words.shown(speech.count(rows.length), speech.count(total))}</p>
        : null}
    </div>
  );
}

interface RowProps extends Pick<Props, "districts" | "words" | "speech" | "onOpen"> {
  readonly row: CaseRow;
  readonly asOf: number;
  readonly open: boolean;
}

function Row({ row, asOf, open, districts, words, speech, onOpen }: RowProps) {
  const { case: c } = row;
  const { id, severity, title, stage, crew } = c;
  return (
    <tr class={open ? "open" : ""} onClick={() => onOpen(id)}>
      <th scope="row">
        <button type="button" aria-expanded={open} onClick={() => onOpen(id)}>
          <SeverityShape severity={severity} name={words.severities[severity]!} />
          <span>
            <strong>{speech.name(title)}</strong>
            <small>{id}</small>
          </span>
        </button>
      </th>
      <td>
        {words.stages[stage]}
        {c.answerNeeded ? <small class="warn">{words.triage.answer}</small> : null}
      </td>
      <td>
        <TimeLeft row={row} asOf={asOf} words={words} speech={speech} />
      </td>
      <td>{crew[0]?.worker ?? words.nobody}</td>
      <td>{whereOf(c, districts, speech)}</td>
      <td>{speech.when(c.marks.reported ?? c.updated, asOf)}</td>
    </tr>
  );
}

/** The address, or else the district: its name once that is known. */
function whereOf({ address, areas }: CaseSummary, districts: DistrictNames, speech: Speech): string {
  if (address !== undefined) return speech.name(address);
  const [code = ""] = areas;
  return districts.get(code)?.[speech.lang] ?? code;
}
