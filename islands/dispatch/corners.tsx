/** While the corners of a fence are clicked on the map: what the keys do, and where the map's middle is. */
import { useEffect } from "preact/hooks";
import { useDispatch } from "./model.ts";

export function Corners() {
  const model = useDispatch();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || !press(event)) return;
      event.preventDefault();
      event.stopPropagation();
    };
    const press = ({ key, target }: KeyboardEvent): boolean => {
      const { fence } = model, at = target instanceof HTMLElement ? target : null;
      const busy = at?.closest("input, select, textarea, button, a, summary") !== null && at !== null;
      if (key === "Escape") {
        if ((fence.drawing.peek()?.corners.length ?? 0) > 0) fence.undo();
        else fence.clicking.value = false;
      } else if (busy) return false;
      else if (key === "Enter") fence.close();
      else if (key === "Backspace") fence.undo();
      else if (key === " ") fence.point(model.view.peek());
      else return false;
      return true;
    };
    // Before the map and the console's own keys hear of it.
    document.addEventListener("keydown", onKey, true);
    return () => document.removeEventListener("keydown", onKey, true);
  }, []);
  const words = model.fenceWords.value;
  const corners = model.fence.drawing.value?.corners.length ?? 0;
  return (
    <>
      <i class="map-middle" aria-hidden="true" />
      <p class="lasso-hint" role="status">
        <strong>{words.corners(corners)}</strong> {words.hint}
      </p>
    </>
  );
}
