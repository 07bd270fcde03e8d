/** Whether anybody can see the page: what is not seen need not be read or played. */

export interface PageVisible {
  now(): boolean;
  /** Calls until the returned function is called. */
  onChange(act: () => void): () => void;
}

export const pageVisible: PageVisible = {
  now: () => document.visibilityState === "visible",
  onChange(act) {
    document.addEventListener("visibilitychange", act);
    return () => document.removeEventListener("visibilitychange", act);
  },
};
