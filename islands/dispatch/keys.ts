/** The console's keyboard: one table of keys, used by the listener and by the list that `?` opens. */
import type { DispatchModel } from "./model.ts";
import type { DispatchWords } from "./words.ts";

/** Whether what is open now was opened by keyboard: the focus then follows. */
export const PRESSED = { byKey: false };

export interface Shortcut {
  /** As the keyboard says it, `KeyboardEvent.key`; several that do alike. */
  readonly keys: readonly string[];
  readonly says: keyof DispatchWords["shortcuts"];
  /** None for keys that what has the focus answers itself. */
  readonly act?: (model: DispatchModel, key: string) => void;
}

export const SHORTCUTS: readonly Shortcut[] = [
  { keys: ["j", "k", "↓", "↑"], says: "queue", act: (_, key) => walk(key === "j" ? 1 : -1) },
  { keys: ["Enter"], says: "open" },
  { keys: ["←", "→"], says: "candidates" },
  { keys: ["x"], says: "tick", act: tickFocused },
  { keys: ["/"], says: "search", act: (model) => model.focusSearch() },
  { keys: ["m"], says: "map", act: (model) => model.focusMap() },
  { keys: ["l"], says: "lasso", act: (model) => model.lassoing.value = !model.lassoing.peek() },
  { keys: ["g"], says: "fences", act: (model) => model.openFences() },
  { keys: ["a"], says: "alerts", act: (model) => model.alertsOpen.value = !model.alertsOpen.peek() },
  { keys: ["u"], says: "undo", act: (model) => void model.sends.undo() },
  { keys: ["w"], says: "watch", act: (model) => void model.watch() },
  {
    keys: ["[", "]"],
    says: "fold",
    act: (model, key) => {
      const { queueHidden, sideHidden } = model.address.peek();
      model.change(key === "[" ? { queueHidden: !queueHidden } : { sideHidden: !sideHidden });
    },
  },
  { keys: ["Esc"], says: "close", act: leave },
  { keys: ["?"], says: "help", act: (model) => model.helping.value = !model.helping.peek() },
];

/** Listens until the returned function is called. Whoever types is not interrupted, and can leave. */
export function listenToKeys(model: DispatchModel): () => void {
  const onKey = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const leaves = event.key === "Escape";
    if (!leaves && types(event.target)) return;
    if ((event.key === "ArrowDown" || event.key === "ArrowUp") && inQueue(event.target)) {
      event.preventDefault();
      return walk(event.key === "ArrowDown" ? 1 : -1);
    }
    const named = leaves ? "Esc" : event.key.toLowerCase();
    const shortcut = SHORTCUTS.find(({ keys, act }) => act && keys.includes(named));
    if (!shortcut) return;
    if (!leaves) event.preventDefault();
    shortcut.act!(model, named);
  };
  // Whoever pressed another key since is somewhere else by now: a focus that came late would send by their next Enter.
  const onPress = (event: KeyboardEvent) => PRESSED.byKey = event.key === "Enter";
  const onPointer = () => PRESSED.byKey = false;
  document.addEventListener("keydown", onPress, true);
  document.addEventListener("pointerdown", onPointer, true);
  document.addEventListener("keydown", onKey);
  return () => {
    document.removeEventListener("keydown", onPress, true);
    document.removeEventListener("pointerdown", onPointer, true);
    document.removeEventListener("keydown", onKey);
  };
}

/** The row after the one that has the focus, or after the one that is open; the first where there is neither. */
function walk(by: 1 | -1): void {
  const rows = [...document.querySelectorAll<HTMLElement>(".dispatch-rows > li > button")];
  const focused = document.activeElement?.closest("li")?.querySelector<HTMLElement>(":scope > button");
  const open = document.querySelector<HTMLElement>(".dispatch-rows > li.open > button");
  const at = rows.indexOf((focused ?? open) as HTMLElement);
  const next = at < 0 ? rows[0] : rows[Math.max(0, Math.min(rows.length - 1, at + by))];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}

function tickFocused(model: DispatchModel): void {
  const row = document.activeElement?.closest<HTMLElement>("[data-row]")?.dataset["row"];
  if (row && !row.includes("\u0000")) model.selection.tick(row);
}

function leave(model: DispatchModel): void {
  // The open list of keys closes by itself, and only it.
  if (model.helping.peek()) return;
  if (model.lassoing.peek()) model.lassoing.value = false;
  else if (model.alertsOpen.peek()) model.alertsOpen.value = false;
  else if (model.selection.any && !model.selection.aside.peek()) model.selection.end();
  else model.close();
}

function inQueue(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest(".dispatch-rows") !== null;
}

function types(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) &&
      !["range", "checkbox", "radio", "button"].includes((target as HTMLInputElement).type);
}
