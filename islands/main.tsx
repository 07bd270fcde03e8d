/** Mounts the islands that a page marks: each is a default-exported component, loaded only where it is marked. */
import { type ComponentType, h, render } from "preact";

type Loader = () => Promise<{ readonly default: ComponentType<Record<string, unknown>> }>;

const ISLANDS: Readonly<Record<string, Loader>> = {
  wall: () => import("./wall.tsx") as ReturnType<Loader>,
  admin: () => import("./admin.tsx") as ReturnType<Loader>,
  cases: () => import("./cases.tsx") as ReturnType<Loader>,
  "case-sheet": () => import("./case_sheet.tsx") as ReturnType<Loader>,
  dispatch: () => import("./dispatch.tsx") as ReturnType<Loader>,
  handover: () => import("./handover.tsx") as ReturnType<Loader>,
  since: () => import("./since.tsx") as ReturnType<Loader>,
  audit: () => import("./audit.tsx") as ReturnType<Loader>,
  track: () => import("./track.tsx") as ReturnType<Loader>,
  "city-now": () => import("./city_now.tsx") as ReturnType<Loader>,
  sos: () => import("./sos.tsx") as ReturnType<Loader>,
  hotspots: () => import("./hotspots.tsx") as ReturnType<Loader>,
};

for (const place of document.querySelectorAll<HTMLElement>("[data-island]")) {
  const load = ISLANDS[place.dataset["island"]!];
  load?.().then(({ default: Component }) => {
    const props = JSON.parse(place.dataset["props"] ?? "{}") as Record<string, unknown>;
    place.replaceChildren();
    render(h(Component, props), place);
  });
}
