/**
 * The order in which the API is described, and what belongs together: what is sent first, then what is read and done, then what
 * is set up and watched. The one place that says so; a test insists that each operation stands here once.
 */

export interface Tag {
  readonly name: string;
  readonly description: string;
  /** As "METHOD path". */
  readonly operations: readonly string[];
}

export const TAGS: readonly Tag[] = [
  {
    name: "Session and people",
    description: "Who one is here: signing in, sessions, accounts and their duty shifts",
    operations: [
      ...["POST /api/session", "GET /api/session", "DELETE /api/session"],
      ...["GET /api/sessions", "DELETE /api/sessions/{id}"],
      ...["GET /api/people", "POST /api/people", "GET /api/people/{id}", "PUT /api/people/{id}"],
      ...["POST /api/people/{id}/password", "POST /api/people/{id}/link"],
      ...["POST /api/people/preview", "GET /api/people/import", "POST /api/people/import"],
      ...["GET /api/shifts", "POST /api/shifts", "POST /api/shifts/csv", "POST /api/shifts/end"],
    ],
  },
  {
    name: "Feeds in",
    description: "What other systems send, with a key of scope ingest",
    operations: [
      ...["POST /api/fixes", "POST /api/incidents", "POST /api/cameras", "POST /api/weather"],
      ...["GET /osmand", "POST /osmand"],
    ],
  },
  {
    name: "Live reading",
    description: "The city as it is now",
    operations: [
      ...["GET /api/city", "GET /api/cells/{cell}", "GET /api/figures"],
      ...["GET /api/incidents", "GET /api/incidents/{source}/{id}"],
      ...["GET /api/workers", "GET /api/workers/{id}", "GET /api/cameras", "GET /api/cameras/{id}"],
      ...["GET /api/search", "GET /api/within"],
      ...["GET /api/basemap/{z}/{x}/{y}", "GET /api/basemap.pmtiles"],
    ],
  },
  {
    name: "Cases and commands",
    description: "Reports and incidents that somebody works on",
    operations: [
      ...["GET /api/cases", "POST /api/cases", "GET /api/cases/{id}", "POST /api/cases/{id}/commands"],
      ...["POST /api/cases/{id}/watch", "DELETE /api/cases/{id}/watch"],
      "POST /api/incidents/{source}/{id}/case",
      ...["POST /api/evidence", "GET /api/evidence/{hash}"],
    ],
  },
  {
    name: "Assignment, candidates, reach",
    description: "Who could go, who is sent, and where nobody would be in time",
    operations: ["GET /api/candidates", "POST /api/assignments", "GET /api/reach"],
  },
  {
    name: "Alerts, fences, SOS",
    description: "What somebody has to be told at once",
    operations: [
      ...["GET /api/alerts", "POST /api/alerts/{id}/acknowledge", "POST /api/sos"],
      ...["GET /api/fences", "POST /api/fences", "PUT /api/fences/{id}", "DELETE /api/fences/{id}"],
    ],
  },
  {
    name: "Field",
    description: "The phone of a worker, and other apps in its place",
    operations: [
      ...["GET /api/field", "POST /api/field/fixes", "POST /api/shifts/own"],
      ...["GET /api/field/devices", "POST /api/field/devices", "DELETE /api/field/devices/{id}"],
      ...["GET /api/push", "PUT /api/push/subscription", "DELETE /api/push/subscription"],
    ],
  },
  {
    name: "Handovers",
    description: "From one shift of the centre to the next",
    operations: [
      ...["GET /api/handovers", "GET /api/handovers/draft", "POST /api/handovers"],
      ...["POST /api/handovers/{id}/take", "GET /api/since"],
    ],
  },
  {
    name: "History",
    description: "What was, and what is usual",
    operations: [
      ...["GET /api/hotspots", "GET /api/usual/cells", "GET /api/cells/{cell}/trend"],
      "POST /api/workers/{id}/track",
    ],
  },
  {
    name: "Administration",
    description: "Keys of programs, the audit record, and the demo city's scenarios",
    operations: [
      ...["GET /api/keys", "POST /api/keys", "DELETE /api/keys/{id}", "GET /api/audit"],
      ...["GET /api/demo/scenarios", "POST /api/demo/scenarios"],
    ],
  },
  {
    name: "Health and metrics",
    description: "For machines that watch this one; they need no key",
    operations: ["GET /healthz", "GET /readyz", "GET /metrics"],
  },
];

/** How operations are called in {@link TAGS}. */
export const operationName = (method: string, path: string): string => `${method.toUpperCase()} ${path}`;

/** The same paths, each operation with its tag, those first that {@link TAGS} names first. */
export function inOrder<Paths extends Record<string, object>>(paths: Paths): Paths {
  const names = TAGS.flatMap(({ operations }) => operations);
  const placeOf = (method: string, path: string) => {
    const at = names.indexOf(operationName(method, path));
    return at < 0 ? names.length : at;
  };
  const ordered = Object.entries(paths).map(([path, operations]) => {
    const tagged = Object.entries(operations)
      .map(([method, operation]) => ({ method, operation, at: placeOf(method, path) }))
      .sort((a, b) => a.at - b.at);
    const methods = Object.fromEntries(
      tagged.map((
        { method, operation },
      ) => [method, { ...operation, tags: tagsOf(operationName(method, path)) }]),
    );
    return { path, methods, at: tagged[0]!.at };
  }).sort((a, b) => a.at - b.at);
  return Object.fromEntries(ordered.map(({ path, methods }) => [path, methods])) as Paths;
}

function tagsOf(name: string): readonly string[] {
  return TAGS.filter(({ operations }) => operations.includes(name)).map((tag) => tag.name);
}
