/** Bearer keys: which program sends or reads. */
import type { ApiKeys, KeyHolder } from "../dispatch/api_keys.ts";
import type { Scope } from "../store/api_key.ts";
import { HttpError } from "./http_error.ts";

/** Who holds the key of a request, if it is known and has the scope; otherwise throws 401 or 403. */
export function keyOf(header: string | undefined, keys: ApiKeys, scope: Scope): KeyHolder {
  const sent = /^Bearer\s+(\S+)$/i.exec(header ?? "")?.[1];
  if (!sent) throw new HttpError(401, "Send the key of your feed as: Authorization: Bearer KEY");
  const holder = keys.holderOf(sent);
  if (!holder) {
    throw new HttpError(
      401,
      "This key is unknown, or was revoked; keys are made at /admin, or set with API_KEYS=name:key:scope",
    );
  }
  if (!holder.scopes.has(scope)) {
    throw new HttpError(403, `The key of "${holder.name}" lacks the scope ${scope}`);
  }
  return holder;
}

/** What comes in as long as its key is good: a body may go on for minutes. */
export async function* whileGood(
  holder: KeyHolder,
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    if (holder.revoked) throw new HttpError(401, `The key of "${holder.name}" was revoked meanwhile`);
    yield chunk;
  }
}
