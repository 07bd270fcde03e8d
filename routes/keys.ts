/** Bearer keys: who may send and read. */
import { timingSafeEqual } from "node:crypto";
import type { ApiKey, Scope } from "../settings.ts";
import { HttpError } from "./http_error.ts";

/** The key of a request, if it is known and has the scope; otherwise throws 401 or 403. */
export function keyOf(header: string | undefined, keys: readonly ApiKey[], scope: Scope): ApiKey {
  const sent = /^Bearer\s+(\S+)$/i.exec(header ?? "")?.[1];
  if (!sent) throw new HttpError(401, "Send the key of your feed as: Authorization: Bearer KEY");
  const known = keys.find(({ key }) => same(key, sent));
  if (!known) throw new HttpError(401, "This key is unknown; keys are set with API_KEYS=name:key:scope");
  if (!known.scopes.has(scope)) {
    throw new HttpError(403, `The key of "${known.name}" lacks the scope ${scope}`);
  }
  return known;
}

function same(a: string, b: string): boolean {
  const [left, right] = [new TextEncoder().encode(a), new TextEncoder().encode(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
