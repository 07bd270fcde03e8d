/** The ledger's rows as JSON text: how they are kept, compared and handed between threads. */
import type { Camera, Incident } from "./record.ts";

export interface Revision {
  seq: number;
  source: string;
  id: string;
  revision: number;
  received: number;
  updated: number;
  cell: string;
  body: string;
}

export interface EventRow extends Revision {
  number: number;
  at: number;
  kind: string;
  /** Null for an incident. */
  payload: string | null;
}

/** The same content is the same text: the fields in one order, and nothing that is not set. */
export function incidentText(incident: Incident): string {
  const { id, source, category, time, lat, lon, severity, title, text, reporter, address, status } = incident;
  return JSON.stringify({
    id,
    source,
    category,
    time,
    lat,
    lon,
    severity,
    title,
    text,
    reporter,
    address,
    status,
  });
}

export function cameraText({ id, name, lat, lon, bearing, fov, streams, owner }: Camera): string {
  const ways = streams.map(({ url, kind, quality }) => ({ url, kind, quality }));
  return JSON.stringify({ id, name, lat, lon, bearing, fov, streams: ways, owner });
}

export function recordText(row: Revision): string {
  const { cell, revision, received, updated } = row;
  const rest = JSON.stringify({ cell, revision, received, updated });
  return `${row.body.slice(0, -1)},${rest.slice(1)}`;
}

export function eventText(
  row: EventRow,
): string {
  const head = `{"seq":${row.number},"at":${row.at},"kind":"${row.kind}"`;
  if (row.payload === null) return `${head},"incident":${recordText(row)}}`;
  return `${head},${row.payload.slice(1)}`;
}
