/** Who is signed in, where from and until when; a session that is ended goes dark within a second. */
import { useRef, useState } from "preact/hooks";
import { agentName } from "./agent.ts";
import { type AdminAddress, type Change, NO_FILTER } from "./address.ts";
import { type Outcome, outcomeText, send } from "./command.ts";
import { NothingFits, NotThere } from "./message.tsx";
import type { Voice } from "./say_person.ts";
import type { SessionRow, useAdmin } from "./use_admin.ts";

interface Props {
  readonly sessions: ReturnType<typeof useAdmin>["sessions"];
  readonly state: AdminAddress;
  readonly voice: Voice;
  readonly onChange: Change;
  readonly onRefresh: () => void;
}

export function SessionsTable({ sessions, state, voice, onChange, onRefresh }: Props) {
  const { words, speech } = voice;
  const [said, setSaid] = useState("");
  const saying = useRef<HTMLParagraphElement>(null);
  if (sessions.kind !== "ready") {
    return <NotThere resource={sessions} failed={words.noSessions} words={words} onRetry={onRefresh} />;
  }
  const nameOf = ({ person, login, name }: SessionRow) => speech.name(name ?? login ?? person);
  const { sessions: rows, total } = sessions.value;
  const end = async (row: SessionRow) => {
    const outcome = await send("DELETE", `/api/sessions/${encodeURIComponent(row.id)}`);
    if (row.current && outcome.kind === "done") return location.assign("/signin");
    setSaid(endText(outcome, nameOf(row), voice));
    // The button that was pressed goes with its row.
    saying.current?.focus();
    onRefresh();
  };
  return (
    <div class="cases-list admin-sessions">
      {sessions.stale ? <p class="cases-old" role="status">{words.old(speech.clock(sessions.at))}</p> : null}
      <p class="admin-said" role="status" tabIndex={-1} ref={saying}>{said}</p>
      {rows.length === 0
        ? (
          <NothingFits
            text={state.q === "" ? words.guest : words.emptySessions}
            words={words}
            onClear={state.q === "" ? null : () => onChange(NO_FILTER)}
          />
        )
        : (
          <Table
            rows={rows}
            now={sessions.at}
            nameOf={nameOf}
            voice={voice}
            onEnd={(row) => void end(row)}
          />
        )}
      {rows.length < total
        ? <p class="cases-old">{words.shownSessions(speech.count(rows.length), speech.count(total))}</p>
        : null}
    </div>
  );
}

interface TableProps {
  readonly rows: readonly SessionRow[];
  readonly now: number;
  readonly nameOf: (row: SessionRow) => string;
  readonly voice: Voice;
  readonly onEnd: (row: SessionRow) => void;
}

function Table({ rows, now, nameOf, voice: { words, speech }, onEnd }: TableProps) {
  const { columns } = words;
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{columns.who}</th>
          <th scope="col">{columns.address}</th>
          <th scope="col">{columns.since}</th>
          <th scope="col">{columns.seen}</th>
          <th scope="col">{columns.until}</th>
          <th scope="col">{columns.end}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <th scope="row">
              <strong>{nameOf(row)}</strong>
              {row.current ? <span class="admin-mark">{words.current}</span> : null}
              <small>{row.login}</small>
            </th>
            <td>
              {row.address}
              <small title={row.agent}>{agentName(row.agent)}</small>
            </td>
            <td>{speech.dayClock(row.created)}</td>
            <td>{speech.when(row.seen, now)}</td>
            <td>{speech.dayClock(row.until)}</td>
            <td>
              <button
                type="button"
                aria-label={row.current ? undefined : words.revokeOf(nameOf(row), row.address)}
                onClick={() => onEnd(row)}
              >
                {row.current ? words.signOut : words.revoke}
              </button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function endText(outcome: Outcome, name: string, { words }: Voice): string {
  if (outcome.kind === "done") return words.revoked(name);
  if (outcome.kind === "failed" && outcome.status === 404) return words.revokedAlready;
  return outcomeText(outcome, words);
}
