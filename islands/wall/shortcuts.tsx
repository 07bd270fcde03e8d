/** The keys of a wall, as far as it has them. */
import { ShortcutList } from "../shortcuts.tsx";
import { SHORTCUTS } from "./keys.ts";
import { useWall } from "./model.ts";

export function Shortcuts() {
  const model = useWall();
  const { words } = model.speech.value;
  const lines = SHORTCUTS.filter(({ where }) => where?.(model) ?? true)
    .map(({ keys, says }) => ({ keys, says: says(words) }));
  const close = () => model.helping.value = false;
  return <ShortcutList title={words.shortcuts} lines={lines} open={model.helping.value} onClose={close} />;
}
