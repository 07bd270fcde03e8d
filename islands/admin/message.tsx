/** What stands in the place of a list that is not there. */
import type { Resource } from "../wall/resource.ts";
import type { AdminWords } from "./words.ts";

interface Props {
  readonly resource: Exclude<Resource<unknown>, { kind: "ready" }>;
  readonly failed: string;
  readonly words: AdminWords;
  readonly onRetry: () => void;
}

export function NotThere({ resource, failed, words, onRetry }: Props) {
  if (resource.kind === "loading") return <p class="cases-message" role="status">{words.loading}</p>;
  return (
    <div class="cases-message" role="alert">
      <strong>{failed}</strong>
      <p>{resource.error}</p>
      <button type="button" onClick={onRetry}>{words.retry}</button>
    </div>
  );
}

export function NothingFits({ text, words, onClear }: {
  readonly text: string;
  readonly words: AdminWords;
  /** Null where no filter is to blame. */
  readonly onClear: (() => void) | null;
}) {
  return (
    <div class="cases-message">
      <strong>{text}</strong>
      {onClear ? <button type="button" onClick={onClear}>{words.clear}</button> : null}
    </div>
  );
}
