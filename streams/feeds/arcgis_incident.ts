/** From the attributes of a feature to an incident, as the city file's `fields` say. */
import { createHash } from "node:crypto";
import type { PolledFeed } from "../../store/city_folder.ts";
import type { Incident } from "../record.ts";
import { type IncidentRules, parseIncident } from "../parse/incident.ts";
import type { Parsed } from "../parse/rejection.ts";
import type { Attributes } from "./feature_set.ts";

export type FeatureFields = Pick<PolledFeed, "name" | "key" | "fields" | "severity">;

/** Severity of a category that the city file does not name. */
const USUAL_SEVERITY = 3;

/**
 * Identity within the source: a hash of the key fields. Object ids of such services are numbers of rows and name other
 * incidents tomorrow, so the city file says which fields make an incident what it is.
 */
export function identityOf(attributes: Attributes, key: readonly string[]): string {
  const values = key.map((field) => attributes[field] ?? null);
  return createHash("sha256").update(JSON.stringify(values)).digest("base64url").slice(0, 22);
}

/** The fields of an incident, not yet checked. */
export function rowOf(attributes: Attributes, { name, key, fields, severity }: FeatureFields) {
  const category = text(attributes[fields.category]);
  return {
    id: identityOf(attributes, key),
    source: name,
    category,
    time: attributes[fields.time],
    lat: attributes[fields.lat],
    lon: attributes[fields.lon],
    severity: severity[category] ?? USUAL_SEVERITY,
    title: text(attributes[fields.title]) || category,
    address: joined(attributes, fields.address, " / "),
    text: joined(attributes, fields.text, " · "),
  };
}

export function incidentOf(
  attributes: Attributes,
  feed: FeatureFields,
  rules: IncidentRules,
): Parsed<Incident> {
  return parseIncident(rowOf(attributes, feed), rules);
}

function joined(attributes: Attributes, names: readonly string[], between: string): string {
  return names.map((name) => text(attributes[name])).filter((part) => part !== "").join(between);
}

function text(value: unknown): string {
  return typeof value === "string" ? value.trim() : typeof value === "number" ? String(value) : "";
}
