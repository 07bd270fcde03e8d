/** Where a form begins: its first field takes the focus when it comes, and not again when it is drawn anew. */
const focused = new WeakSet<HTMLElement>();

/** As the `ref` of an element; the browser heeds `autofocus` only while a page loads. */
export function focusOnce(element: HTMLElement | null): void {
  if (!element || focused.has(element)) return;
  focused.add(element);
  element.focus();
}
