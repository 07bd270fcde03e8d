/** What an ArcGIS feature service answers: a FeatureSet, or one of the many ways in which it says that it failed. */

/** Attributes of a feature by field name. */
export type Attributes = Readonly<Record<string, unknown>>;

export type FeatureSet =
  | {
    readonly kind: "features";
    readonly features: readonly Attributes[];
    /** The service cut the list: what is not in it may still exist. */
    readonly cut: boolean;
  }
  /** `why` is for people. */
  | { readonly kind: "failed"; readonly why: string };

/** Services answer 200 with an error inside, so only a body that is a whole FeatureSet is believed. */
export function readFeatureSet(body: string): FeatureSet {
  if (body.trim() === "") return failed("the answer is empty");
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return failed(`the answer is not whole JSON (${body.length} characters, "${body.slice(0, 40).trim()}…")`);
  }
  if (!isObject(value)) return failed("the answer is no object");
  if (isObject(value.error)) return failed(`the service says: ${saying(value.error)}`);
  if (value.error !== undefined) return failed(`the service says: ${String(value.error).slice(0, 200)}`);
  if (value.status === "error") return failed(`the service says: ${saying(value)}`);
  if (!Array.isArray(value.features)) return failed("the answer has no list of features");
  const features = value.features.map((feature) => isObject(feature) ? feature.attributes : undefined);
  if (!features.every(isObject)) return failed("a feature has no attributes");
  return { kind: "features", features, cut: value.exceededTransferLimit === true };
}

function failed(why: string): FeatureSet {
  return { kind: "failed", why };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Code and message of an error, wherever it has them. */
function saying({ code, message, messages, details }: Record<string, unknown>): string {
  const texts = [message, ...asList(messages), ...asList(details)].filter((text) =>
    typeof text === "string" && text !== ""
  );
  return [code, texts.join(" ")].filter((part) => part !== undefined && part !== "").join(" ").slice(
    0,
    300,
  ) ||
    "an error without words";
}

function asList(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
