/** The HTTP API: each group of routes is a file here and a line below. */
import type { Hono } from "hono";
import type { Context } from "../context.ts";
import { allow } from "../who.ts";
import { mountAssignments } from "./assignments.ts";
import { mountBasemap } from "./basemap.ts";
import { mountCameras } from "./cameras.ts";
import { mountCases } from "./cases.ts";
import { mountCells } from "./cells.ts";
import { mountCity } from "./city.ts";
import { mountDocs } from "./docs.tsx";
import { mountEvidence } from "./evidence.ts";
import { mountFigures } from "./figures.ts";
import { mountHealth } from "./health.ts";
import { mountHotspots } from "./hotspots.ts";
import { mountIncidents } from "./incidents.ts";
import { mountKeys } from "./keys.ts";
import { mountPeople } from "./people.ts";
import { mountPeopleImport } from "./people_import.ts";
import { mountScenarios } from "./scenarios.ts";
import { mountSession } from "./session.ts";
import { mountShifts } from "./shifts.ts";
import { mountIngest } from "./ingest.ts";
import { mountUsual } from "./usual.ts";
import { mountWorkers } from "./workers.ts";

export function mountApi(app: Hono, context: Context): void {
  mountHealth(app, context);
  mountSession(app);
  mountPeople(app);
  mountPeopleImport(app);
  mountKeys(app);
  mountShifts(app, context);
  mountIngest(app, context);
  mountBasemap(app, context);
  mountCity(app, context);
  mountCells(app, context);
  mountCases(app, context);
  mountEvidence(app, { evidence: context.dispatch.evidence, allow });
  mountIncidents(app, context);
  mountWorkers(app, context);
  mountCameras(app, context);
  mountAssignments(app, context);
  mountHotspots(app, context);
  mountFigures(app, context);
  mountUsual(app, context);
  mountScenarios(app, context);
  mountDocs(app, context);
}
