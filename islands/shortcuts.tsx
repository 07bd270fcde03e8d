/** The list of keys that `?` opens. */
import { useEffect, useRef } from "preact/hooks";

export interface ShortcutLine {
  /** As the keyboard says it, `KeyboardEvent.key`; several that do alike. */
  readonly keys: readonly string[];
  readonly says: string;
}

interface ShortcutListProps {
  readonly title: string;
  readonly lines: readonly ShortcutLine[];
  readonly open: boolean;
  readonly onClose: () => void;
}

export function ShortcutList({ title, lines, open, onClose }: ShortcutListProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (open) dialog.current!.showModal();
    else dialog.current!.close();
  }, [open]);
  return (
    <dialog
      ref={dialog}
      class="shortcuts"
      aria-labelledby="shortcuts-title"
      onClose={onClose}
      onClick={onClose}
    >
      <h2 id="shortcuts-title">{title}</h2>
      <dl>
        {lines.map(({ keys, says }) => (
          <div key={keys[0]}>
            <dt>{keys.map((key) => <kbd key={key}>{key.length === 1 ? key.toUpperCase() : key}</kbd>)}</dt>
            <dd>{says}</dd>
          </div>
        ))}
      </dl>
    </dialog>
  );
}
