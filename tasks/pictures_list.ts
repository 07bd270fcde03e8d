/** The pictures of the documents: where each is taken, of what, and at which size. A new one is one entry. */
import type { Page } from "playwright-core";
import type { Running } from "../tests/server.ts";
import {
  asAdmin,
  callForHelp,
  onDuty,
  openAccount,
  openCase,
  openHandover,
  openProposal,
  openSheet,
  openTrack,
  select,
} from "./pictures_acts.ts";

/** A running city that pictures are taken of. */
export interface Place {
  readonly name: string;
  /** City folder; none is the demo. */
  readonly city?: string;
  /** Arguments of the start. */
  readonly args?: readonly string[];
  /** Arguments of the replay that feeds it. */
  readonly replay?: readonly string[];
  /** A file that has to be there, relative to the checkout. */
  readonly needs?: string;
  readonly warmSeconds?: number;
  /** Local time of the city, "10:30"; the hour of now where that cannot be had. */
  readonly hour?: string;
}

export interface Picture {
  /** File name in docs/, without its ending. */
  readonly name: string;
  readonly place: Place;
  readonly url: string;
  /** px; 1920×1080 if not said. */
  readonly size?: readonly [width: number, height: number];
  readonly shrink?: number;
  readonly settleSeconds?: number;
  prepare?(page: Page, server: Running): Promise<void>;
}

const HAIWAN: Place = { name: "Haiwan", warmSeconds: 60, hour: "10:30" };
const HAIWAN_AT_NIGHT: Place = { name: "Haiwan at night", warmSeconds: 60, hour: "22:30" };
const STORM: Place = {
  name: "Haiwan in the storm",
  args: ["--scenario", "storm"],
  warmSeconds: 150,
  hour: "17:30",
};
const SAN_FRANCISCO: Place = {
  name: "San Francisco",
  city: "tests/cities/san-francisco",
  replay: ["--city", "san-francisco", "--start", "+09:30"],
  needs: "../shared/data/sf/cabs_20080530_24h.csv.gz",
  warmSeconds: 60,
};
const HOUSTON: Place = {
  name: "Houston in the hurricane",
  city: "tests/cities/houston",
  replay: ["--city", "houston", "--start", "2024-07-08T12:00:00Z", "--speed", "20"],
  needs: "../shared/data/houston/events_beryl_20240701_20240715.ndjson.gz",
  warmSeconds: 90,
};
const FLORENCE: Place = {
  name: "Florence",
  city: "tests/cities/florence",
  needs: "../shared/data/basemap/firenze_v3_protomaps_ODbL.pmtiles",
  warmSeconds: 5,
};

/** On a desk, and on the phone of a worker. */
const DESK = { place: HAIWAN, size: [1440, 900] } as const;
const PHONE = { place: HAIWAN, size: [390, 844] } as const;

export const PICTURES: readonly Picture[] = [
  { name: "wall-haiwan", place: HAIWAN, url: "/wall" },
  { name: "wall-haiwan-english", place: HAIWAN, url: "/wall?lang=en" },
  { name: "wall-day", place: HAIWAN, url: "/wall?theme=light" },
  { name: "wall-night", place: HAIWAN_AT_NIGHT, url: "/wall/night" },
  { name: "wall-district", place: HAIWAN, url: "/wall/district-379902" },
  { name: "wall-street", place: HAIWAN, url: "/wall?view=36.5605,121.8700,15.2" },
  { name: "dispatch", place: HAIWAN, url: "/wall", prepare: select },
  { name: "wall-3840x2160", place: HAIWAN, url: "/wall", size: [3840, 2160], shrink: 0.5, settleSeconds: 20 },
  {
    name: "wall-5760x2160",
    place: HAIWAN,
    url: "/wall?lang=en",
    size: [5760, 2160],
    shrink: 0.4,
    settleSeconds: 30,
  },
  { name: "wall-6656x1792", place: HAIWAN, url: "/wall", size: [6656, 1792], shrink: 0.4, settleSeconds: 30 },
  { name: "wall-2160x3840", place: HAIWAN, url: "/wall", size: [2160, 3840], shrink: 0.5, settleSeconds: 20 },
  { name: "hotspots", place: HAIWAN, url: "/hotspots" },
  { ...DESK, name: "cases", url: "/cases?theme=light", prepare: openCase },
  { ...DESK, name: "cases-english", url: "/cases?lang=en", prepare: openCase },
  { ...DESK, name: "admin", url: "/admin", prepare: openAccount },
  { ...DESK, name: "admin-english", url: "/admin?lang=en&theme=light", prepare: openAccount },
  { ...DESK, name: "console", url: "/dispatch?list=incidents&theme=dark", prepare: openProposal },
  {
    ...DESK,
    name: "console-english",
    url: "/dispatch?list=incidents&lang=en&theme=light",
    prepare: openProposal,
  },
  {
    name: "console-3840x2160",
    place: HAIWAN,
    url: "/dispatch?list=incidents&theme=dark",
    size: [3840, 2160],
    shrink: 0.5,
    settleSeconds: 20,
    prepare: openProposal,
  },
  { name: "reach", place: HAIWAN, url: "/wall?layers=reach,districts,workers,incidents", settleSeconds: 12 },
  {
    name: "reach-english",
    place: HAIWAN,
    url: "/wall?layers=reach,districts,workers,incidents&lang=en",
    settleSeconds: 12,
  },
  { name: "sheet", place: HAIWAN, url: "/cases?theme=light", size: [1100, 900], prepare: openSheet },
  {
    name: "sheet-english",
    place: HAIWAN,
    url: "/cases?lang=en&theme=light",
    size: [1100, 900],
    prepare: openSheet,
  },
  { ...DESK, name: "handover", url: "/handover", prepare: openHandover },
  { ...DESK, name: "handover-english", url: "/handover?lang=en&theme=light", prepare: openHandover },
  { ...PHONE, name: "field", url: "/field", prepare: onDuty },
  { ...PHONE, name: "field-english", url: "/field?lang=en", prepare: onDuty },
  { name: "sos", place: HAIWAN, url: "/wall", prepare: callForHelp },
  { ...DESK, name: "sos-english", url: "/cases?lang=en", prepare: callForHelp },
  { ...DESK, name: "waiting", url: "/cases?waiting=1" },
  { ...DESK, name: "shifts", url: "/admin?tab=shifts", prepare: asAdmin },
  { ...DESK, name: "shifts-english", url: "/admin?tab=shifts&lang=en&theme=light", prepare: asAdmin },
  { ...DESK, name: "track", url: "/track", prepare: openTrack },
  { ...DESK, name: "track-english", url: "/track?lang=en&theme=light", prepare: openTrack },
  { ...DESK, name: "audit", url: "/audit?theme=light", prepare: asAdmin },
  { ...DESK, name: "signin", url: "/signin" },
  { ...DESK, name: "signin-english", url: "/signin?lang=en&theme=light" },
  {
    name: "server-gone",
    place: HAIWAN,
    url: "/wall",
    async prepare(_page, server) {
      await server.stop("SIGKILL");
    },
  },
  { name: "wall-storm", place: STORM, url: "/wall" },
  { name: "wall-storm-english", place: STORM, url: "/wall?lang=en" },
  { name: "wall-san-francisco", place: SAN_FRANCISCO, url: "/wall?lang=en" },
  { name: "wall-houston", place: HOUSTON, url: "/wall?lang=en" },
  { name: "wall-florence", place: FLORENCE, url: "/wall?lang=en" },
];
