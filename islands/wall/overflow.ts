/** Whether a list is longer than its place, and whether it goes on below what is seen of it. */
import type { RefObject } from "preact";
import { useEffect, useState } from "preact/hooks";

export interface Overflow {
  readonly scrolls: boolean;
  readonly more: boolean;
}

const NONE: Overflow = { scrolls: false, more: false };

export function useOverflow(list: RefObject<HTMLElement | null>): Overflow {
  const [overflow, setOverflow] = useState(NONE);
  useEffect(() => {
    const element = list.current;
    if (!element) return;
    const look = () => {
      const { scrollTop, clientHeight, scrollHeight } = element;
      const next = {
        scrolls: scrollHeight > clientHeight + 2,
        more: scrollTop + clientHeight < scrollHeight - 2,
      };
      setOverflow((before) => before.scrolls === next.scrolls && before.more === next.more ? before : next);
    };
    // Its parts are watched, not what is in them: a figure that rolls must cost nothing here.
    const sized = new ResizeObserver(look);
    const watch = () => {
      for (const part of [element, ...element.children]) sized.observe(part);
      look();
    };
    watch();
    const filled = new MutationObserver(watch);
    filled.observe(element, { childList: true });
    element.addEventListener("scroll", look, { passive: true });
    return () => {
      sized.disconnect();
      filled.disconnect();
      element.removeEventListener("scroll", look);
    };
  }, []);
  return overflow;
}
