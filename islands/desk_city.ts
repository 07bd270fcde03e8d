/** What every page for a desk begins with: the city's description, and the theme that is worn. */
import { useEffect, useMemo, useState } from "preact/hooks";
import { type CityDescription, readUntilThere } from "./city.ts";

/** Null until it was read. */
export function useCity(): CityDescription | null {
  const [city, setCity] = useState<CityDescription | null>(null);
  useEffect(() => {
    const stop = new AbortController();
    readUntilThere<CityDescription>("/api/city", stop.signal).then(setCity, () => {});
    return () => stop.abort();
  }, []);
  return city;
}

/** The theme of the address, else the system's; set on the document so that the tokens follow. */
export function useDeskTheme(asked: "light" | "dark" | "" | null): "light" | "dark" {
  return useMemo(() => {
    const theme = asked || (matchMedia("(prefers-color-scheme: light)").matches ? "light" : "dark");
    document.documentElement.dataset["theme"] = theme;
    return theme;
  }, []);
}
