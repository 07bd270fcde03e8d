/** Houston's live 911 list as events, seen by asking again and again: `{snap, ev: open | update | gone, a: attributes}`. */
import { type FeatureFields, rowOf } from "../feeds/arcgis_incident.ts";
import type { Attributes } from "../feeds/feature_set.ts";
import { linesOf } from "./file.ts";
import type { Format, TimedRow } from "./recording.ts";

/** UID is not among the key: it names several incidents. */
const FEED: FeatureFields = {
  name: "houston-911",
  key: ["Agency", "CALL_TIME", "Address", "CrossStreet", "LATITUDE", "LONGITUDE", "IncidentType"],
  fields: {
    category: "IncidentType",
    time: "CALL_TIME",
    title: "IncidentType",
    address: ["Address", "CrossStreet"],
    text: ["Units"],
    lat: "LATITUDE",
    lon: "LONGITUDE",
  },
  severity: {},
};

const GRAVEST =
  /(HOUSE|APARTMENT|BUILDING|BLDG|HIGHRISE|HOTEL|MOBILE HOME|DUPLEX).*FIRE|COLLAPSE|WATER RESCUE|FATALITY/;
const GRAVE = /FIRE|GAS|MAJOR|RESCUE|URGENT|EXTRICATION|CHEMICAL|HAZMAT|ALERT/;
const LIGHT = /NON URGENT|NON EMERGENCY|STAND.?BY|CRASH\/MINOR|ASS(IS)?T/;

interface Event {
  readonly snap: number;
  readonly ev: "open" | "update" | "gone";
  readonly a: Attributes;
}

export const houston: Format = {
  name: "houston",
  kind: "incidents",
  fits: (head) => head.startsWith('{"snap":'),
  async *read(file, faults): AsyncGenerator<TimedRow> {
    for await (const line of linesOf(file, faults)) {
      if (line.trim() === "") continue;
      const event = eventOf(line);
      if (!event) {
        faults.add("a line is no event");
        continue;
      }
      const row = rowOf(event.a, FEED);
      // An update or an end of something never opened is of a call from before the recording: the same row says it all.
      const status = event.ev === "gone" ? "closed" : "open";
      yield { at: event.snap * 1000, row: { ...row, severity: severityOf(row.category), status } };
    }
  },
};

function eventOf(line: string): Event | null {
  try {
    const { snap, ev, a } = JSON.parse(line) as Partial<Event>;
    const known = ev === "open" || ev === "update" || ev === "gone";
    return known && typeof snap === "number" && typeof a === "object" && a !== null ? { snap, ev, a } : null;
  } catch {
    return null;
  }
}

function severityOf(category: string): number {
  if (LIGHT.test(category)) return 4;
  return GRAVEST.test(category) ? 1 : GRAVE.test(category) ? 2 : 3;
}
