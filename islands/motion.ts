/** Whether things may move on this screen: a person's setting of the system decides. */
const query = typeof matchMedia === "function" ? matchMedia("(prefers-reduced-motion: reduce)") : null;

export function mayMove(): boolean {
  return !query?.matches && document.visibilityState === "visible";
}
