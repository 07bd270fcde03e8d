/** The list of keys that `?` opens. */
import { useEffect, useRef } from "preact/hooks";
import { SHORTCUTS } from "./keys.ts";
import { useWall } from "./model.ts";

export function Shortcuts() {
  const model = useWall();
  const { words } = model.speech.value;
  const open = model.helping.value;
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (open) dialog.current!.showModal();
    else dialog.current!.close();
  }, [open]);
  const close = () => model.helping.value = false;
  return (
    <dialog ref={dialog} class="shortcuts" aria-labelledby="shortcuts-title" onClose={close} onClick={close}>
      <h2 id="shortcuts-title">{words.shortcuts}</h2>
      <dl>
        {SHORTCUTS.filter(({ where }) =>
          where?.(model) ?? true
        ).map(({ keys, says }) => (
          <div key={keys[0]}>
            <dt>{keys.map((key) => <kbd key={key}>{key.length === 1 ? key.toUpperCase() : key}</kbd>)}</dt>
            <dd>{says(words)}</dd>
          </div>
        ))}
      </dl>
    </dialog>
  );
}
