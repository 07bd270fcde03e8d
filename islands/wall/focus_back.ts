/** A panel that opens by keyboard takes the focus with it, and gives it back to where it was when it closes. */
import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

/**
 * `shows` names what the panel shows; the panel is there as long as its component is. Whoever opened it by pointer keeps the
 * focus where it is: the list that was clicked goes on as before. `otherwise` is asked when the place of before is gone.
 */
export function useFocusBack(
  panel: RefObject<HTMLElement | null>,
  shows: string | null,
  otherwise: () => void,
): void {
  const opener = useRef<Element | null>(null);
  useLayoutEffect(() => {
    const active = document.activeElement;
    if (!(active instanceof HTMLElement) || panel.current?.contains(active)) return;
    opener.current = active;
    if (active !== document.body && active.matches(":focus-visible")) {
      panel.current?.focus({ preventScroll: true });
    }
  }, [shows]);
  useLayoutEffect(() => {
    const element = panel.current;
    if (!element) return;
    let within = element.contains(document.activeElement);
    const stop = new AbortController();
    element.addEventListener("focusin", () => within = true, { signal: stop.signal });
    // What is removed while it has the focus loses it to nothing: its panel still counts as the place of the focus.
    element.addEventListener("focusout", ({ relatedTarget }) => {
      if (relatedTarget instanceof Node) within = element.contains(relatedTarget);
    }, { signal: stop.signal });
    return () => {
      stop.abort();
      if (!within) return;
      const before = opener.current;
      if (before instanceof HTMLElement && before.isConnected && before !== document.body) before.focus();
      else otherwise();
    };
  }, []);
}
