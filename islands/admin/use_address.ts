/** The state of the page lives in its address: opening something makes a step in the history, typing does not. */
import { useEffect, useState } from "preact/hooks";
import { type AdminAddress, readAddress, writeAddress } from "./address.ts";

export type Change = (part: Partial<AdminAddress>, how?: "quietly") => void;

export function useAddress(): [AdminAddress, Change] {
  const [state, setState] = useState(() => readAddress(location.search));
  useEffect(() => {
    const back = () => setState(readAddress(location.search));
    addEventListener("popstate", back);
    return () => removeEventListener("popstate", back);
  }, []);
  const change: Change = (part, how) => {
    const next = { ...readAddress(location.search), ...part };
    const address = `${location.pathname}${writeAddress(next)}`;
    if (how) history.replaceState(null, "", address);
    else history.pushState(null, "", address);
    setState(next);
  };
  return [state, change];
}
