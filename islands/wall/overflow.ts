/** Whether a list goes on below what is seen of it. */
import type { RefObject } from "preact";
import { useEffect, useState } from "preact/hooks";

export function useOverflow(list: RefObject<HTMLElement | null>): boolean {
  const [more, setMore] = useState(false);
  useEffect(() => {
    const element = list.current;
    if (!element) return;
    const look = () => setMore(element.scrollTop + element.clientHeight < element.scrollHeight - 2);
    look();
    const sized = new ResizeObserver(look);
    sized.observe(element);
    const filled = new MutationObserver(look);
    filled.observe(element, { childList: true, subtree: true });
    element.addEventListener("scroll", look, { passive: true });
    return () => {
      sized.disconnect();
      filled.disconnect();
      element.removeEventListener("scroll", look);
    };
  }, []);
  return more;
}
