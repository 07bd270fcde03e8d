/** The style that the city's file names, for a page that opens a map once it knows. */
import { useEffect, useState } from "preact/hooks";
import type { CityDescription } from "./city.ts";
import { readForeignStyle } from "./foreign_style.ts";
import type { StyleSpecification } from "./maplibre.ts";

/** What is to be shown is drawn without its map when the style takes longer. */
const STYLE_WAIT_MS = 5_000;

/** Undefined while it is on its way, null where there is none to be had. */
export function useForeign({ basemap }: CityDescription): StyleSpecification | null | undefined {
  const [foreign, setForeign] = useState<StyleSpecification | null | undefined>(
    basemap.kind === "style" ? undefined : null,
  );
  useEffect(() => {
    if (basemap.kind !== "style") return;
    const stop = new AbortController();
    readForeignStyle(
      basemap,
      location.origin,
      AbortSignal.any([stop.signal, AbortSignal.timeout(STYLE_WAIT_MS)]),
    )
      .then(setForeign, () => stop.signal.aborted || setForeign(null));
    return () => stop.abort();
  }, []);
  return foreign;
}
