/** What every page for a desk begins with: the city's description, and the theme that is worn. */
import type { FeatureCollection } from "geojson";
import { useEffect, useMemo, useState } from "preact/hooks";
import { areaNames, type CityDescription, readMaps, readUntilThere } from "./city.ts";

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

/** Names of districts by code. */
export type DistrictNames = ReadonlyMap<string, { readonly zh: string; readonly en: string }>;

/** Empty until they were read: codes are shown meanwhile. */
export function useDistrictNames(city: CityDescription): DistrictNames {
  const [names, setNames] = useState<DistrictNames>(new Map());
  useEffect(() => {
    const stop = new AbortController();
    readMaps(city, stop.signal).then(({ districts }) => setNames(namesOf(districts)), () => {});
    return () => stop.abort();
  }, [city]);
  return names;
}

function namesOf(districts: FeatureCollection | null): DistrictNames {
  return new Map((districts?.features ?? []).map(({ properties }) => {
    const code = String(properties?.["code"]);
    return [code, areaNames(properties, code)];
  }));
}

/** The theme of the address, else the system's; set on the document so that the tokens follow. */
export function useDeskTheme(asked: "light" | "dark" | "" | null): "light" | "dark" {
  return useMemo(() => {
    const theme = asked || (matchMedia("(prefers-color-scheme: light)").matches ? "light" : "dark");
    document.documentElement.dataset["theme"] = theme;
    return theme;
  }, []);
}
