/** The state of a page lives in its address: what is opened makes a step in the history, what is only looked at or typed does not. */
import { useEffect, useState } from "preact/hooks";

/** How a page's state stands behind the `?` of its address, and is read from it. */
export interface AddressForm<T> {
  readonly read: (search: string) => T;
  readonly write: (state: T) => string;
}

export type Change<T> = (part: Partial<T>, how?: "quietly") => void;

export function useAddress<T>({ read, write }: AddressForm<T>): [T, Change<T>] {
  const [state, setState] = useState(() => read(location.search));
  useEffect(() => {
    const back = () => setState(read(location.search));
    addEventListener("popstate", back);
    return () => removeEventListener("popstate", back);
  }, []);
  const change: Change<T> = (part, how) => {
    const next = { ...read(location.search), ...part };
    const address = `${location.pathname}${write(next)}`;
    if (how) history.replaceState(null, "", address);
    else history.pushState(null, "", address);
    setState(next);
  };
  return [state, change];
}
