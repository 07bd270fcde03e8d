/** What a table of accounts would change, row by row, and the button that does it. */
import { useState } from "preact/hooks";
import type {
  FieldChange,
  FieldValue,
  Note,
  Preview,
  PreviewRow,
  RowKind,
} from "../../dispatch/people_plan.ts";
import type { Fault } from "../../dispatch/people_table.ts";
import { type Role, ROLES, type WorkerKind } from "../../store/person.ts";
import { focusOnce } from "../cases/focus.ts";
import { columnText, faultText, noteText } from "./import_words.ts";
import { areasText, joined, rolesText, type Voice } from "./say_person.ts";

interface Props {
  readonly file: string;
  readonly preview: Preview;
  /** Whether accounts changed since the one before. */
  readonly stale: boolean;
  readonly voice: Voice;
  readonly onWrite: (seen: string, links: boolean) => void;
  readonly onAgain: () => void;
}

/** What needs a look comes first. */
const KINDS = ["refused", "changed", "new", "same"] as const satisfies readonly RowKind[];

export function ImportPreview({ file, preview, stale, voice, onWrite, onAgain }: Props) {
  const { words: { imports }, speech } = voice;
  const { counts } = preview;
  const [only, setOnly] = useState<RowKind | null>(counts.refused > 0 ? "refused" : null);
  const rows = preview.rows.filter(({ kind }) => only === null || kind === only);
  const total = only === null ? KINDS.reduce((sum, kind) => sum + counts[kind], 0) : counts[only];
  return (
    <div class="admin-preview">
      {stale ? <p class="admin-stale" role="alert">{imports.stale}</p> : null}
      <h3 tabIndex={-1} ref={focusOnce}>
        {named(file, voice)}
        {joined(KINDS.map((kind) => `${imports.kinds[kind]} ${speech.count(counts[kind])}`), voice)}
      </h3>
      <Verdict preview={preview} voice={voice} onWrite={onWrite} onAgain={onAgain} />
      <div class="cases-triage" role="group" aria-label={imports.heads.kind}>
        <button type="button" aria-pressed={only === null} onClick={() => setOnly(null)}>
          {imports.all}
        </button>
        {KINDS.map((kind) => (
          <button
            key={kind}
            type="button"
            aria-pressed={only === kind}
            onClick={() => setOnly(kind)}
          >
            {imports.kinds[kind]} <strong>{speech.count(counts[kind])}</strong>
          </button>
        ))}
      </div>
      <Rows rows={rows} voice={voice} />
      {rows.length < total
        ? <p class="cases-old">{imports.shown(speech.count(rows.length), speech.count(total))}</p>
        : null}
    </div>
  );
}

function Verdict(
  { preview, voice, onWrite, onAgain }: Pick<Props, "preview" | "voice" | "onWrite" | "onAgain">,
) {
  const { words: { imports }, speech } = voice;
  const { counts, seen } = preview;
  const [links, setLinks] = useState(false);
  const another = <button type="button" onClick={onAgain}>{imports.another}</button>;
  if (counts.refused > 0) {
    return (
      <p class="case-form-foot">
        <strong class="warn">{imports.mend(speech.count(counts.refused))}</strong> {another}
      </p>
    );
  }
  if (counts.new + counts.changed === 0) return <p class="case-form-foot">{imports.nothing} {another}</p>;
  return (
    <>
      {counts.new > 0
        ? (
          <p class="admin-check">
            <input
              id="import-links"
              type="checkbox"
              checked={links}
              onChange={(event) => setLinks(event.currentTarget.checked)}
            />
            <label for="import-links">{imports.links}</label>
          </p>
        )
        : null}
      <p class="case-form-foot">
        <button type="button" class="primary" onClick={() => onWrite(seen, links)}>
          {imports.apply(speech.count(counts.new), speech.count(counts.changed))}
        </button>
        {another}
      </p>
    </>
  );
}

function Rows({ rows, voice }: { readonly rows: readonly PreviewRow[]; readonly voice: Voice }) {
  const { imports } = voice.words;
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{imports.heads.line}</th>
          <th scope="col">{imports.heads.kind}</th>
          <th scope="col">{imports.heads.who}</th>
          <th scope="col">{imports.heads.what}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.line}>
            <td>{voice.speech.count(row.line)}</td>
            <td class={row.kind === "refused" ? "warn" : row.kind === "same" ? "faint" : ""}>
              {imports.kinds[row.kind]}
            </td>
            <th scope="row">{row.login}</th>
            <td>
              {partsOf(row, voice).map((text) => <span key={text}>{text}</span>)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function partsOf(row: PreviewRow, voice: Voice): readonly string[] {
  switch (row.kind) {
    case "refused":
      return row.faults.map((fault) => saidOf(fault, voice));
    case "changed":
      return [...row.changes.map((change) => changeText(change, voice)), ...notesOf(row, voice)];
    case "new": {
      const { name, post } = row.draft;
      return [
        joined(
          [name, rolesText(row.draft, voice), areasText(row.draft, voice), ...post ? [post.id] : []],
          voice,
        ),
        ...notesOf(row, voice),
      ];
    }
    case "same":
      return [];
  }
}

function notesOf({ notes = [] }: { readonly notes?: readonly Note[] }, { speech }: Voice): readonly string[] {
  return notes.map((note) => noteText(note, speech.lang));
}

function saidOf(fault: Fault, voice: Voice): string {
  const { speech } = voice;
  const where = fault.column ? [columnText(fault.column, speech.lang)] : [];
  const value = fault.value === "" ? [] : [`“${fault.value}”`];
  const what = [...where, ...value].join(" ");
  return `${what === "" ? "" : named(what, voice)}${faultText(fault, speech.lang)}`;
}

function changeText({ field, from, to }: FieldChange, voice: Voice): string {
  const said = (value: FieldValue) => valueText(field, value, voice);
  return `${named(columnText(field, voice.speech.lang), voice)}${said(from)} → ${said(to)}`;
}

function valueText(field: FieldChange["field"], value: FieldValue, voice: Voice): string {
  const { words } = voice;
  if (value === null || value === "") return words.none;
  if (typeof value === "boolean") return value ? words.active : words.left;
  if (typeof value === "string") return field === "kind" ? words.kinds[value as WorkerKind] : value;
  if (field === "areas") return areasText({ areas: value }, voice);
  if (field === "roles") {
    return rolesText({ roles: ROLES.filter((role: Role) => value.includes(role)) }, voice);
  }
  return value.length === 0 ? words.none : joined(value, voice);
}

/** What stands before what is said of it. */
export function named(name: string, { speech }: Pick<Voice, "speech">): string {
  return speech.lang === "zh" ? `${name}：` : `${name}: `;
}
