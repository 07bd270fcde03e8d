/** The wall's keyboard: one table of keys, used by the listener and by the list that `?` opens. */
import type { Words } from "../words.ts";
import type { WallModel } from "./model.ts";
import { SCENES } from "./scene_name.ts";
import { changeTheme, nextDistrict } from "./switcher.tsx";

export interface Shortcut {
  /** As the keyboard says it, `KeyboardEvent.key`; several that do alike. */
  readonly keys: readonly string[];
  readonly says: (words: Words) => string;
  /** None for keys that the focused map or list answers itself. */
  readonly act?: (model: WallModel) => void;
  /** Walls that have it; all of them when it does not say. */
  readonly where?: (model: WallModel) => boolean;
}

export const SHORTCUTS: readonly Shortcut[] = [
  ...SCENES.map((scene, i): Shortcut => ({
    keys: [String(i + 1)],
    says: (words) => words.scene[scene],
    act: (model) => model.scene(scene),
  })),
  { keys: ["4"], says: (words) => words.keyDistrict, act: nextDistrict },
  { keys: ["t"], says: (words) => words.keyTheme, act: changeTheme },
  {
    keys: ["l"],
    says: (words) => words.keyLang,
    act: (model) => model.change({ lang: model.screen.peek().lang === "zh" ? "en" : "zh" }),
  },
  {
    keys: ["s"],
    says: (words) => words.scenarios,
    act: (model) => model.chooseScenario(),
    where: ({ city }) => city.demo,
  },
  { keys: ["m"], says: (words) => words.keyMap, act: (model) => model.focusMap() },
  { keys: ["←", "↑", "→", "↓"], says: (words) => words.keyPan },
  { keys: ["+", "−"], says: (words) => words.keyZoom },
  { keys: ["Enter"], says: (words) => words.keySelect },
  {
    keys: ["Esc"],
    says: (words) => words.keyClear,
    act: (model) => {
      // The open list of keys closes by itself, and only it.
      if (!model.helping.peek()) model.clear();
    },
  },
  {
    keys: ["?"],
    says: (words) => words.keyHelp,
    act: (model) => model.helping.value = !model.helping.peek(),
  },
];

/** Listens until the returned function is called. Whoever types is not interrupted, and can leave. */
export function listenToKeys(model: WallModel): () => void {
  const onKey = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const leaves = event.key === "Escape";
    if (!leaves && types(event.target)) return;
    const named = leaves ? "Esc" : event.key.toLowerCase();
    const shortcut = SHORTCUTS.find(({ keys, act }) => act && keys.includes(named));
    if (!shortcut) return;
    // An open dialog or choice goes by the same key, which is the browser's own affair.
    if (!leaves) event.preventDefault();
    shortcut.act!(model);
  };
  document.addEventListener("keydown", onKey);
  return () => document.removeEventListener("keydown", onKey);
}

function types(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) &&
      !["range", "checkbox", "radio", "button"].includes((target as HTMLInputElement).type);
}
