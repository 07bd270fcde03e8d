/** Keys of programs: what each may do, who made it, when it was last used; one that is revoked opens nothing more. */
import { useRef, useState } from "preact/hooks";
import type { Scope } from "../../store/api_key.ts";
import { focusOnce } from "../cases/focus.ts";
import type { Resource } from "../wall/resource.ts";
import { type AdminAddress, type Change, NO_FILTER } from "./address.ts";
import { send } from "./command.ts";
import { NothingFits, NotThere } from "./message.tsx";
import { keyText } from "./new_key.tsx";
import { joined, type Voice } from "./say_person.ts";
import type { GivenKeyRow, KeyRow, KeysAnswer } from "./use_admin.ts";

interface Props {
  readonly keys: Resource<KeysAnswer>;
  readonly state: AdminAddress;
  readonly voice: Voice;
  readonly onChange: Change;
  readonly onRefresh: () => void;
}

export function KeysTable({ keys, state, voice, onChange, onRefresh }: Props) {
  const { words, speech } = voice;
  const [said, setSaid] = useState("");
  const saying = useRef<HTMLParagraphElement>(null);
  if (keys.kind !== "ready") {
    return <NotThere resource={keys} failed={words.keys.none} words={words} onRetry={onRefresh} />;
  }
  const { value, at, stale } = keys;
  const rows = value.keys.filter((row) => fits(row, state));
  const given = state.state === "left" ? [] : value.given.filter(({ name }) => holds([name], state.q));
  const revoke = async (row: KeyRow) => {
    const outcome = await send("DELETE", `/api/keys/${encodeURIComponent(row.id)}`);
    setSaid(outcome.kind === "done" ? words.keys.revoked(row.name) : keyText(outcome, words));
    // The button that was pressed goes.
    saying.current?.focus();
    onRefresh();
  };
  return (
    <div class="cases-list admin-sessions admin-keys">
      {stale ? <p class="cases-old" role="status">{words.old(speech.clock(at))}</p> : null}
      <p class="admin-said" role="status" tabIndex={-1} ref={saying}>{said}</p>
      {rows.length + given.length === 0
        ? <NothingFits text={words.keys.noFit} words={words} onClear={() => onChange(NO_FILTER)} />
        : <Table rows={rows} given={given} now={at} voice={voice} onRevoke={(row) => void revoke(row)} />}
    </div>
  );
}

interface TableProps {
  readonly rows: readonly KeyRow[];
  readonly given: readonly GivenKeyRow[];
  readonly now: number;
  readonly voice: Voice;
  readonly onRevoke: (row: KeyRow) => void;
}

function Table({ rows, given, now, voice, onRevoke }: TableProps) {
  const { columns } = voice.words.keys;
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{columns.name}</th>
          <th scope="col">{columns.scopes}</th>
          <th scope="col">{columns.made}</th>
          <th scope="col">{columns.used}</th>
          <th scope="col">{columns.end}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => <Row key={row.id} row={row} now={now} voice={voice} onRevoke={onRevoke} />)}
        {given.map((row) => <GivenRow key={`given ${row.name}`} row={row} voice={voice} />)}
      </tbody>
    </table>
  );
}

interface RowProps extends Pick<TableProps, "now" | "voice" | "onRevoke"> {
  readonly row: KeyRow;
}

function Row({ row, now, voice, onRevoke }: RowProps) {
  const { words, speech } = voice;
  const { name, scopes, prefix, made, used, revoked } = row;
  return (
    <tr>
      <th scope="row">
        <strong>{name}</strong>
        <small>{words.keys.begins(prefix)}</small>
      </th>
      <td>{scopesText(scopes, voice)}</td>
      <td>
        {speech.name(made.name)}
        <small>{speech.when(made.at, now)}</small>
      </td>
      <td>{used === null ? words.keys.never : speech.when(used, now)}</td>
      <td>
        {revoked
          ? (
            <span class="warn">
              {words.keys.revokedBy(speech.name(revoked.name), speech.dayClock(revoked.at))}
            </span>
          )
          : <Revoke row={row} words={words} onRevoke={onRevoke} />}
      </td>
    </tr>
  );
}

function GivenRow({ row: { name, scopes }, voice }: { readonly row: GivenKeyRow; readonly voice: Voice }) {
  const { words } = voice;
  return (
    <tr>
      <th scope="row">
        <strong>{name}</strong>
        <small>{words.keys.environment}</small>
      </th>
      <td>{scopesText(scopes, voice)}</td>
      <td colSpan={3} class="faint">{words.keys.environmentWhy}</td>
    </tr>
  );
}

interface RevokeProps {
  readonly row: KeyRow;
  readonly words: Voice["words"];
  readonly onRevoke: (row: KeyRow) => void;
}

/** Cutting a program off is asked for twice. */
function Revoke({ row, words, onRevoke }: RevokeProps) {
  const [step, setStep] = useState<"" | "asked" | "kept">("");
  const { keys } = words;
  const label = keys.revokeOf(row.name, row.prefix);
  if (step !== "asked") {
    return (
      <button
        type="button"
        aria-label={label}
        ref={step === "kept" ? focusOnce : null}
        onClick={() => setStep("asked")}
      >
        {keys.revoke}
      </button>
    );
  }
  return (
    <div
      class="admin-sure"
      role="group"
      aria-label={label}
      onKeyDown={(event) => {
        if (event.key === "Escape") setStep("kept");
      }}
    >
      <p>{keys.revokeWhy(row.name)}</p>
      <button type="button" class="primary" ref={focusOnce} onClick={() => onRevoke(row)}>
        {keys.revoke}
      </button>
      <button type="button" onClick={() => setStep("kept")}>{words.cancel}</button>
    </div>
  );
}

function scopesText(scopes: readonly Scope[], voice: Voice): string {
  return joined(scopes.map((scope) => voice.words.keys.scopes[scope]), voice);
}

function fits({ name, prefix, made, revoked }: KeyRow, { q, state }: AdminAddress): boolean {
  if (state !== "all" && (revoked !== null) !== (state === "left")) return false;
  return holds([name, prefix, made.name], q);
}

function holds(texts: readonly string[], q: string): boolean {
  const wanted = q.trim().toLowerCase();
  return texts.some((text) => text.toLowerCase().includes(wanted));
}
