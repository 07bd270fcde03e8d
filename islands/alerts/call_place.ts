/** The address of the place of a call for help, on the first page with a map that the reader may open. Pure. */
import { may } from "../../dispatch/rights.ts";
import type { Alert } from "../../store/alert.ts";
import type { Lang } from "../words.ts";
import type { Me } from "./me.ts";

/** Near enough to read the names of streets. */
const ZOOM = 15;

/** Where a page shows the place of a call; `go` where the page is open already, and only turns to it. */
export interface CallLink {
  readonly href: string;
  readonly go?: () => void;
}

/** Null where nobody knows the place, or no page with a map opens to the reader. */
export function addressOfCall({ subject }: Alert, me: Me | null, lang: Lang): string | null {
  const { cell, lat, lon, worker } = subject;
  const page = me && pageOf(me);
  if (!page || cell === undefined) return null;
  const query = new URLSearchParams({ cell });
  // Only the console rings somebody who was not looked for.
  if (page === "/dispatch" && worker !== undefined) query.set("worker", worker);
  if (lat !== undefined && lon !== undefined) {
    query.set("view", `${lat.toFixed(5)},${lon.toFixed(5)},${ZOOM}`);
  }
  if (lang !== "zh") query.set("lang", lang);
  return `${page}?${query.toString().replaceAll("%2C", ",")}`;
}

function pageOf({ roles, areas }: Me): string | null {
  const person = { roles, areas, active: true };
  if (may(person, "case.dispatch").ok) return "/dispatch";
  return may(person, "cells.look").ok ? "/wall" : null;
}

export function linkTo(href: string | null): CallLink | null {
  return href === null ? null : { href };
}
