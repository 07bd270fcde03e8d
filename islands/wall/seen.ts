/** Whether a part of the page can be seen: it is within the window, and the page is not hidden. */
import type { RefObject } from "preact";
import { useEffect, useState } from "preact/hooks";
import { pageVisible } from "../page_visible.ts";

export function useSeen(element: RefObject<Element | null>): boolean {
  const [page, setPage] = useState(pageVisible.now());
  const [within, setWithin] = useState(false);
  useEffect(() => pageVisible.onChange(() => setPage(pageVisible.now())), []);
  useEffect(() => {
    const observer = new IntersectionObserver((entries) => setWithin(entries.at(-1)!.isIntersecting));
    observer.observe(element.current!);
    return () => observer.disconnect();
  }, []);
  return page && within;
}
