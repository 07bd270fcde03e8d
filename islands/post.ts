/**
 * Sends a command to this server, after asking whether it is there. A browser does not tell a connection that was refused from
 * one that broke after the server had read the command; asked first, a server that is gone has certainly done nothing.
 */

/** The server does not answer, and the command was not sent. */
export class NotReached extends Error {}

const PATIENCE_MS = 8_000;
/** What a proxy answers for a server that is gone. */
const IN_ITS_PLACE: ReadonlySet<number> = new Set([502, 503, 504]);
/** For a question that any server answers at once. */
const ASKED_MS = 4_000;

/** Rejects with {@link NotReached} when nothing was sent, with anything else when what became of it is unknown. */
export async function post(url: string, body: object): Promise<unknown> {
  await ask();
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  return await response.json();
}

async function ask(): Promise<void> {
  const asked = { cache: "no-store", signal: AbortSignal.timeout(ASKED_MS) } as const;
  const answer = await fetch("/healthz", asked).catch(() => null);
  await answer?.body?.cancel();
  if (!answer || IN_ITS_PLACE.has(answer.status)) {
    throw new NotReached("The server does not answer; nothing was sent");
  }
}
