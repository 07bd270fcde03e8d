/** Tells the page of cases that some changed, and when the server is gone and back. */
import type { Alert } from "../../store/alert.ts";
import { openSocket } from "../socket.ts";
import { WIRE_VERSION } from "../../streams/wire.ts";

export interface FeedListener {
  /** Cases changed; null: anything may have, because the connection is new. */
  readonly changed: (ids: ReadonlySet<string> | null) => void;
  /** A call for help was raised or taken up. */
  readonly called?: (alert: Alert) => void;
  /** When the server was last heard, this machine's clock; null while it is there. */
  readonly lost: (since: number | null) => void;
}

/** A short silence is a change of networks; a longer one is said. */
const LOST_AFTER_MS = 2_000;

/** Returns its undo. */
export function followCases({ changed, called, lost }: FeedListener): () => void {
  let heard = Date.now();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const socket = openSocket(() => ({ version: WIRE_VERSION }));
  const missing = () => {
    clearTimeout(timer);
    timer = setTimeout(() => lost(heard), LOST_AFTER_MS);
  };
  socket.on("hello", () => {
    clearTimeout(timer);
    lost(null);
    changed(null);
  });
  socket.on("pulse", () => heard = Date.now());
  socket.on("events", (events) => {
    heard = Date.now();
    const ids = new Set(events.flatMap((event) => event.kind === "case" ? [event.case.id] : []));
    if (ids.size > 0) changed(ids);
    for (const event of events) {
      if (event.kind === "alert" && event.alert.kind === "sos") called?.(event.alert);
    }
  });
  socket.on("disconnect", (reason) => {
    missing();
    if (reason === "io server disconnect") socket.connect();
  });
  socket.on("connect_error", () => timer === undefined && missing());
  return () => {
    clearTimeout(timer);
    socket.disconnect();
  };
}
