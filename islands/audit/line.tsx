/** One row of the audit record: who did what to what, when, from where, and why where that was said. */
import { ACTION_WORDS } from "../../dispatch/action_words.ts";
import type { Action } from "../../dispatch/rights.ts";
import type { AuditLine as Row } from "../../routes/api/audit.ts";
import type { Speech } from "../say.ts";
import type { AuditWords } from "./words.ts";

interface Props {
  readonly row: Row;
  readonly asOf: number;
  readonly words: AuditWords;
  readonly speech: Speech;
}

export function AuditLine({ row, asOf, words, speech }: Props) {
  const { number, at, who, name, action, object, origin } = row;
  return (
    <tr>
      <td>{number}</td>
      <td title={speech.clock(at)}>{speech.moment(at, asOf)}</td>
      <th scope="row">
        {speech.actor(who, name ?? who)} {name === null ? null : <small>{who}</small>}
      </th>
      <td>{actionText(action, words, speech)}</td>
      <td>{objectText(object, words)}</td>
      <td class="audit-detail">
        <Detail detail={row.detail} words={words} />
      </td>
      <td>{origin}</td>
    </tr>
  );
}

/** Words in front, where a row has any; the rest on request. */
function Detail({ detail, words }: { detail: string; words: AuditWords }) {
  const parsed = JSON.parse(detail) as Record<string, unknown>;
  if (Object.keys(parsed).length === 0) return null;
  return (
    <details>
      <summary>{saidOf(parsed, words)}</summary>
      <pre>{JSON.stringify(parsed, null, 1)}</pre>
    </details>
  );
}

/** What a row says of itself: somebody's own words as they are, what was done in the reader's. */
export function saidOf(detail: Readonly<Record<string, unknown>>, words: AuditWords): string {
  for (const key of ["reason", "text", "did", "why"]) {
    const value = detail[key];
    if (typeof value === "string") return key === "did" ? words.did[value] ?? value : value;
  }
  return words.more;
}

export function actionText(action: string, words: AuditWords, speech: Speech): string {
  return ACTION_WORDS[action as Action]?.[speech.lang] ?? words.sessions[action] ?? action;
}

/** `case 20261127-00042`: the kind in words, the rest as it is. */
export function objectText(object: string, words: AuditWords): string {
  const [kind, ...rest] = object.split(" ");
  return [words.objects[kind!] ?? kind, ...rest].join(" ");
}
