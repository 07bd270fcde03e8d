/** `POST /api/evidence`: a photo, as the body. `GET /api/evidence/:hash`: the same without what it told of itself. */
import type { Context as Request, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { type Evidence, LARGEST_PHOTO, type PhotoRefusal } from "../../dispatch/evidence.ts";
import type { Action } from "../../dispatch/rights.ts";
import type { Place } from "../../geo/place.ts";
import type { Sender } from "../../dispatch/sender.ts";
import { StorageError } from "../../store/evidence_files.ts";
import { parseTime } from "../../streams/parse/time.ts";
import { HttpError } from "../http_error.ts";

export interface EvidenceRoutes {
  readonly evidence: Evidence;
  /** Whoever asks, if they may; throws 401 or 403. */
  readonly allow: (c: Request, action: Action) => Sender;
}

const STATUS: Readonly<Record<PhotoRefusal, 413 | 415 | 422>> = {
  "too-large": 413,
  "not-a-photo": 415,
  "broken-photo": 422,
};
/** A disk that somebody has to make room on. */
const RETRY_SECONDS = 30;

export function mountEvidence(app: Hono, { evidence, allow }: EvidenceRoutes): void {
  const onError = () => {
    throw new HttpError(413, `A photo has at most ${LARGEST_PHOTO} bytes; send a smaller one`);
  };
  app.post("/api/evidence", bodyLimit({ maxSize: LARGEST_PHOTO, onError }), async (c) => {
    const sender = allow(c, "case.add_evidence");
    // A page elsewhere can send a form but not these types without asking first, and asking is never answered.
    if (!/^(image\/|application\/octet-stream\b)/i.test(c.req.header("content-type") ?? "")) {
      throw new HttpError(415, "Send the photo itself as the body, with its type, such as image/jpeg");
    }
    const told = {
      taken: takenOf(c.req.header("x-photo-taken")),
      place: placeOf(c.req.header("x-photo-place")),
    };
    const answer = await evidence.take(sender, new Uint8Array(await c.req.arrayBuffer()), told).catch(
      inWords,
    );
    if (answer.kind === "refused") {
      return c.json({ error: answer.why, refusal: answer.refusal }, STATUS[answer.refusal]);
    }
    const { hash, type, bytes } = answer;
    return c.json({ hash, type, bytes }, 201);
  });

  app.get("/api/evidence/:hash", async (c) => {
    const { person } = allow(c, "case.look");
    const hash = c.req.param("hash");
    const photo = /^[0-9a-f]{64}$/.test(hash) ? await evidence.look(person, hash) : null;
    // Whoever may not see it is not told that it exists.
    if (!photo) throw new HttpError(404, `No photo is kept as ${hash.slice(0, 64)}`);
    // Its name is its content: what was once seen never changes. For whoever may see it, and for no cache between.
    c.header("cache-control", "private, max-age=31536000, immutable");
    c.header("etag", `"${hash}"`);
    if (c.req.header("if-none-match") === `"${hash}"`) return c.body(null, 304);
    c.header("content-type", photo.type);
    c.header("content-disposition", "inline");
    c.header("x-content-type-options", "nosniff");
    c.header("content-security-policy", "default-src 'none'; sandbox");
    return c.body(photo.content);
  });
}

/** What is no time of a photo is as good as none: the photo is taken all the same. */
function takenOf(text: string | undefined): number | null {
  const time = parseTime(/^\d+$/.test(text ?? "") ? Number(text) : text);
  return time.ok ? time.value : null;
}

function placeOf(text: string | undefined): Place | null {
  const [lat, lon] = /^(-?[\d.]+),(-?[\d.]+)$/.exec(text ?? "")?.slice(1).map(Number) ?? [];
  if (lat === undefined || lon === undefined || !(Math.abs(lat) <= 90 && Math.abs(lon) <= 180)) return null;
  return { lat, lon };
}

function inWords(error: unknown): never {
  throw error instanceof StorageError ? new HttpError(503, error.message, RETRY_SECONDS) : error;
}
