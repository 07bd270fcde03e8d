/** The page `/audit`: who did what, when and from where; the newest first, its filter in the URL. */
import { useMemo, useState } from "preact/hooks";
import type { AuditAnswer } from "../routes/api/audit.ts";
import {
  type AuditAddress,
  auditQuery,
  NO_FILTER,
  readAuditAddress,
  writeAuditAddress,
} from "./audit/address.ts";
import { AuditFilters } from "./audit/filters.tsx";
import { AuditLine } from "./audit/line.tsx";
import { type AuditWords, auditWords } from "./audit/words.ts";
import type { CityDescription } from "./city.ts";
import { useCity, useDeskTheme } from "./desk_city.ts";
import { DeskHead } from "./desk_head.tsx";
import { Speech } from "./say.ts";
import { useAddress } from "./use_address.ts";
import { useKept } from "./wall/kept.ts";

const EVERY_MS = 15_000;
const ADDRESS = { read: readAuditAddress, write: writeAuditAddress };

export default function AuditIsland() {
  const city = useCity();
  const first = useMemo(() => readAuditAddress(location.search), []);
  useDeskTheme(first.theme);
  if (!city) return <p class="cases-message" role="status">{auditWords(first.lang).loading}</p>;
  return <AuditPage city={city} />;
}

function AuditPage({ city }: { city: CityDescription }) {
  const [state, change] = useAddress(ADDRESS);
  const words = auditWords(state.lang);
  const speech = useMemo(() => new Speech(state.lang, city.timeZone, city), [state.lang, city]);
  return (
    <main class="cases audit">
      <DeskHead
        city={city}
        lang={state.lang}
        words={words}
        hrefOf={(other) => `/audit${writeAuditAddress({ ...state, ...other })}`}
      />
      <AuditFilters state={state} words={words} speech={speech} onChange={change} />
      <Rows state={state} words={words} speech={speech} onChange={change} />
    </main>
  );
}

function Rows({ state, words, speech, onChange }: {
  state: AuditAddress;
  words: AuditWords;
  speech: Speech;
  onChange: (part: Partial<AuditAddress>) => void;
}) {
  const [turn, setTurn] = useState(0);
  const read = useKept<AuditAnswer>(`/api/audit${auditQuery(state)}`, turn, EVERY_MS);
  if (read.kind === "loading") return <p class="cases-message" role="status">{words.loading}</p>;
  if (read.kind === "failed") {
    return (
      <div class="cases-message" role="alert">
        <strong>{words.failed}</strong>
        <p>{read.error}</p>
        <button type="button" onClick={() => setTurn(turn + 1)}>{words.retry}</button>
      </div>
    );
  }
  const { rows, more, head, asOf } = read.value;
  const { columns } = words;
  return (
    <div class="cases-list">
      {read.stale ? <p class="cases-old" role="status">{words.old(speech.clock(read.at))}</p> : null}
      {rows.length === 0
        ? (
          <div class="cases-message">
            <strong>{words.empty}</strong>
            <button type="button" onClick={() => onChange(NO_FILTER)}>{words.clear}</button>
          </div>
        )
        : (
          <table>
            <thead>
              <tr>
                {(["number", "at", "who", "action", "object", "detail", "origin"] as const).map((name) => (
                  <th key={name} scope="col">{columns[name]}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <AuditLine key={row.number} row={row} asOf={asOf} words={words} speech={speech} />
              ))}
            </tbody>
          </table>
        )}
      <p class="audit-foot">
        <span>{words.head(speech.count(head.number))}</span>
        {state.before === ""
          ? null
          : <button type="button" onClick={() => onChange({ before: "" })}>{words.newest}</button>}
        {more
          ? (
            <button type="button" onClick={() => onChange({ before: String(rows.at(-1)!.number) })}>
              {words.older}
            </button>
          )
          : null}
      </p>
    </div>
  );
}
