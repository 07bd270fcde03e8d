/** The city folder: `city.json`, checked by a schema, and the tables it names. An error names file, path and value. */
import { join } from "node:path";
import { readFileSync } from "node:fs";
import { z } from "zod";
import { DATUMS } from "../geo/datum.ts";
import { alertRules, escalationSchema } from "./alert_rules.ts";
import { basemapSchema } from "./base_map_kinds.ts";
import { origin } from "./origin.ts";
import { SEVERITIES } from "./record.ts";

const degrees = (limit: number) => z.number().min(-limit).max(limit);
const bounds = z.tuple([degrees(180), degrees(90), degrees(180), degrees(90)])
  .refine(([west, south, east, north]) => west < east && south < north, {
    error: "must be [west, south, east, north] with west < east and south < north",
  });

/** The coordinate system a feed or file delivers. */
const datum = z.enum(DATUMS).default("wgs84");

/** A feed the city polls; pushed feeds need no entry. */
const polledFeed = z.strictObject({
  name: z.string().min(1),
  kind: z.literal("arcgis"),
  /** Query URL of the feature layer. */
  url: z.url(),
  everySeconds: z.number().min(5).default(60),
  datum,
  /** Field names that make an incident's identity, and those that fill the others. */
  key: z.array(z.string()).min(1),
  fields: z.strictObject({
    category: z.string(),
    time: z.string(),
    title: z.string(),
    address: z.array(z.string()).default([]),
    text: z.array(z.string()).default([]),
    lat: z.string(),
    lon: z.string(),
  }),
  /** Category → severity; the rest are 3. */
  severity: z.record(z.string(), z.number().int().min(1).max(4)).default({}),
});

const bilingual = { zh: z.string().min(1), en: z.string().min(1) };

/** The city's own tables: what the codes in its feeds are called, in both languages. */
const categories = z.array(z.strictObject({
  code: z.string().min(1),
  ...bilingual,
  /** The class above it, by which the wall sums up. */
  group: z.strictObject(bilingual),
}));
const sources = z.array(z.strictObject({
  code: z.string().min(1),
  ...bilingual,
  /** Reports of the public are verified on the spot before they are filed, where the category asks for it. */
  public: z.boolean().default(false),
}));

/** One imported file; its sum shows whether anybody changed it since. */
const importedTable = z.strictObject({ file: z.string().min(1), sha256: z.string().regex(/^[0-9a-f]{64}$/) });

/** The tables that cases are worked by, as they were in force together from an import to the next. */
const tableVersion = z.strictObject({
  version: z.number().int().min(1),
  imported: z.iso.datetime(),
  categories: importedTable.optional(),
  stages: importedTable.optional(),
  calendar: importedTable.optional(),
});
const tableVersions = z.array(tableVersion).refine(
  (versions) => versions.every(({ version }, i) => version === i + 1),
  {
    error:
      "must hold the versions 1, 2, 3 … in order, none left out: cases keep the one they were filed under",
  },
);

/** An incident that all of a rule's lists hold becomes a case by itself; the first rule that does decides. */
const filingRule = z.strictObject({
  sources: z.array(z.string().min(1)).min(1).optional(),
  categories: z.array(z.string().min(1)).min(1).optional(),
  severity: z.array(z.literal(SEVERITIES)).min(1).optional(),
  /** Filed at once under this condition, where nothing has to be verified first. */
  file: z.string().min(1).optional(),
}).refine(({ sources, categories, severity }) => sources || categories || severity, {
  error: "must name sources, categories or severity: every incident a case is no rule",
});

const polygons = z.strictObject({
  file: z.string(),
  /** Names of the properties that hold code and name. */
  code: z.string(),
  name: z.string(),
  datum,
});

const schema = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/, { error: "must be lower-case letters, digits and hyphens" }),
  names: z.strictObject({ zh: z.string().min(1), en: z.string().min(1) }),
  timeZone: z.string().refine((zone) => Intl.supportedValuesOf("timeZone").includes(zone) || zone === "UTC", {
    error: "is not an IANA time zone, such as Asia/Shanghai",
  }),
  bounds,
  view: z.strictObject({ lat: degrees(90), lon: degrees(180), zoom: z.number().min(3).max(20) }),
  basemap: basemapSchema.default({ kind: "none" }),
  districts: polygons.optional(),
  streets: polygons.optional(),
  communities: polygons.optional(),
  grids: polygons.optional(),
  /** Coordinate system of each pushed feed, by feed (API key) name; the rest are WGS-84. */
  datums: z.record(z.string(), z.enum(DATUMS)).default({}),
  workers: z.strictObject({
    /** Only workers in this list may send fixes. */
    closed: z.boolean().default(false),
    ids: z.array(z.string().min(1)).default([]),
  }).prefault({}),
  live: z.strictObject({
    /** A worker is live for so long after the last fix. */
    workerMinutes: z.number().min(1).max(1440).default(15),
    /** A faster jump is not shown until a second fix agrees. A city that plays a recording at ×N needs N times as much. */
    fastestKmh: z.number().min(1).default(200),
  }).prefault({}),
  /** How it is judged who should go, and how fast somebody is there. */
  dispatch: z.strictObject({
    /** Whose last fix is older is not proposed. */
    freshMinutes: z.number().min(0.5).max(120).default(5),
    /** Somebody has to be at an urgent case within so long, where no table says otherwise; also what the reach layer shows. */
    urgentMinutes: z.number().min(1).max(240).default(15),
    /** The worker who answers for the grid goes even if another one would be there by so much earlier. */
    marginSeconds: z.number().min(0).max(3_600).default(120),
    /** Speed on the way where nothing was learned; how much longer ways are than the straight line; from order to start. */
    kmh: z.number().min(1).max(200).default(12),
    detour: z.number().min(1).max(5).default(1.3),
    setOutSeconds: z.number().min(0).max(1_800).default(60),
  }).prefault({}),
  retention: z.strictObject({
    fixesDays: z.number().int().min(1).default(30),
    cellsDays: z.number().int().min(1).default(400),
    incidentsDays: z.number().int().min(1).default(1825),
  }).prefault({}),
  feeds: z.array(polledFeed).default([]),
  /** Codes that are not in these tables are shown as they came. */
  categories: categories.default([]),
  sources: sources.default([]),
  /** Written by `deno task import categories|stages|calendar`, and never by hand. */
  tables: tableVersions.default([]),
  cases: z.strictObject({ rules: z.array(filingRule).default([]) }).prefault({}),
  /** Who is told when a stage of a case is late. */
  escalation: escalationSchema,
  /** Of what else somebody is told; null for what a city does not want to hear of. */
  alerts: alertRules.prefault({}),
  /** Origins that screens may load camera streams from, such as https://video.city.example; all others are blocked. */
  streamHosts: z.array(origin).default([]),
  /**
   * `required`: fixes outside a duty shift of their worker are refused, and nobody sees who is off duty. `none` is for
   * vehicles, and for recordings that know no shifts.
   */
  shifts: z.enum(["required", "none"]).default("required"),
  /** The city plays a recording: screens say so. */
  recorded: z.boolean().default(false),
});

export type CityFile = z.infer<typeof schema>;
export type TableVersion = z.infer<typeof tableVersion>;
export type PolledFeed = z.infer<typeof polledFeed>;

/** A mistake of the operator's: one line that says what was tried, the value and the mend. Ends with exit status 2. */
export class SetupError extends Error {
  override name = "SetupError";
}

/** Checks a parsed city file; `source` names it in errors. */
export function checkCityFile(value: unknown, source: string): CityFile {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0]!;
  const path = issue.path.join(".") || "(the whole file)";
  const found = issue.path.reduce<unknown>(
    (at, key) => (at as Record<PropertyKey, unknown> | undefined)?.[key],
    value,
  );
  const fault = found === undefined
    ? "is missing"
    : `${issue.message} (found ${JSON.stringify(found).slice(0, 80)})`;
  throw new SetupError(`${source}: ${path} ${fault}; tests/cities/ has examples of whole files`);
}

/** Reads and checks `city.json` of a folder. */
export function readCityFolder(folder: string): CityFile {
  const file = join(folder, "city.json");
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new SetupError(
      `CITY=${folder}: cannot read ${file} (${(error as Error).message}); name a folder with a city.json`,
    );
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new SetupError(`${file}: is not JSON (${(error as Error).message})`);
  }
  return checkCityFile(value, file);
}
