/** One bounded GET: no redirect followed, no more bytes than allowed, no longer than allowed. */

export interface FetchLimits {
  readonly mostBytes: number;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** A fault of the other side, said for people. */
export class FetchFault extends Error {
  override name = "FetchFault";
}

/** The body of a 200 as text. Throws {@link FetchFault}, or the signal's reason when that aborted. */
export async function fetchText(url: URL, { mostBytes, timeoutMs, signal }: FetchLimits): Promise<string> {
  const timeout = AbortSignal.timeout(timeoutMs);
  try {
    // A redirect could lead anywhere, into the city's own network for instance: the operator names the final address.
    const response = await fetch(url, { redirect: "manual", signal: AbortSignal.any([signal, timeout]) });
    if (response.status !== 200) {
      await response.body?.cancel();
      const target = response.headers.get("location");
      throw new FetchFault(
        target
          ? `HTTP ${response.status}, a redirect to ${
            target.slice(0, 200)
          }; name the final address in city.json`
          : `HTTP ${response.status}`,
      );
    }
    return await readText(response, mostBytes);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof FetchFault) throw error;
    if (timeout.aborted) throw new FetchFault(`no answer within ${timeoutMs / 1000} s`);
    throw new FetchFault(`no connection (${(error as Error).message.slice(0, 200)})`);
  }
}

async function readText(response: Response, mostBytes: number): Promise<string> {
  const decoder = new TextDecoder();
  let text = "", size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > mostBytes) throw new FetchFault(`the answer has more than ${mostBytes} bytes`);
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
