/** The button that takes one's last step back, for as long as that may be; it counts down by the server's clock, and not for
 * screen readers, who would have to hear each second. */
import { useEffect, useState } from "preact/hooks";
import type { DetailAnswer } from "./use_cases.ts";
import type { CaseWords } from "./words.ts";

const TICK_MS = 250;

interface Props {
  readonly detail: DetailAnswer;
  /** When the detail was read, by this machine's clock. */
  readonly readAt: number;
  readonly words: CaseWords;
  readonly busy: boolean;
  readonly onUndo: () => void;
}

export function UndoButton({ detail, readAt, words, busy, onUndo }: Props) {
  const left = useLeft(detail.undoUntil === null ? null : readAt + detail.undoUntil - detail.asOf);
  if (left <= 0) return null;
  return (
    <button type="button" class="undo" disabled={busy} onClick={onUndo}>
      {words.commands.undo} <span aria-hidden="true">{words.undoLeft(Math.ceil(left / 1_000))}</span>
    </button>
  );
}

/** Milliseconds until an instant of this machine's clock; 0 afterwards. */
function useLeft(until: number | null): number {
  const [now, setNow] = useState(Date.now);
  const over = until === null || now >= until;
  useEffect(() => {
    setNow(Date.now());
    if (over) return;
    const timer = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, [until, over]);
  return until === null ? 0 : Math.max(0, until - now);
}
