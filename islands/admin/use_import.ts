/** A table of accounts on its way: checked, looked at, written; each step is one request with the whole file. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { PersonLink } from "../../routes/api/people_import.ts";
import type { Preview } from "../../dispatch/people_plan.ts";
import type { AdminWords } from "./words.ts";

export type ImportState =
  | { readonly kind: "choose" }
  | { readonly kind: "reading"; readonly file: string; readonly share: number }
  | { readonly kind: "writing"; readonly file: string }
  /** `stale`: accounts changed since the one before. */
  | { readonly kind: "preview"; readonly file: string; readonly preview: Preview; readonly stale: boolean }
  | {
    readonly kind: "done";
    readonly counts: Preview["counts"];
    readonly links: readonly PersonLink[];
  }
  | { readonly kind: "failed"; readonly text: string };

const ASK_EVERY_MS = 500;
/** A large file over a slow line. */
const PATIENCE_MS = 10 * 60_000;

interface Chosen {
  readonly name: string;
  readonly bytes: ArrayBuffer;
}

export function useImport(words: AdminWords, onDone: () => void) {
  const [state, setState] = useState<ImportState>({ kind: "choose" });
  const chosen = useRef<Chosen | null>(null);
  useEffect(
    () => state.kind === "reading" ? watchProgress((share) => setState({ ...state, share })) : undefined,
    [
      state.kind,
    ],
  );

  const look = async (file: File) => {
    setState({ kind: "reading", file: file.name, share: 0 });
    // Read once: what is written later is what was looked at, whatever becomes of the file.
    chosen.current = { name: file.name, bytes: await file.arrayBuffer() };
    const answer = await post("/api/people/preview", chosen.current.bytes);
    setState(
      answer.kind === "ok"
        ? { kind: "preview", file: file.name, preview: answer.body as Preview, stale: false }
        : failureOf(answer, words),
    );
  };
  const write = async (seen: string, links: boolean) => {
    const { name, bytes } = chosen.current!;
    setState({ kind: "writing", file: name });
    const query = new URLSearchParams({ seen, ...(links ? { links: "yes" } : {}) });
    const answer = await post(`/api/people/import?${query}`, bytes);
    if (answer.kind === "ok") {
      const { counts, links } = answer.body as Preview & { links: readonly PersonLink[] };
      setState({ kind: "done", counts, links });
      return onDone();
    }
    const preview = answer.kind === "refused" ? answer.body.preview : undefined;
    setState(preview ? { kind: "preview", file: name, preview, stale: true } : failureOf(answer, words));
  };
  return {
    state,
    look: (file: File) => void look(file),
    write: (seen: string, links: boolean) => void write(seen, links),
    again: () => setState({ kind: "choose" }),
  };
}

type Answer =
  | { readonly kind: "ok"; readonly body: unknown }
  | {
    readonly kind: "refused";
    readonly status: number;
    readonly body: { readonly error?: string; readonly preview?: Preview };
  }
  | { readonly kind: "silent" };

async function post(url: string, body: ArrayBuffer): Promise<Answer> {
  try {
    const headers = { "content-type": "text/csv" };
    const response = await fetch(url, {
      method: "POST",
      headers,
      body,
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    const answer = await response.json();
    return response.ok
      ? { kind: "ok", body: answer }
      : { kind: "refused", status: response.status, body: answer };
  } catch {
    return { kind: "silent" };
  }
}

function failureOf(answer: Exclude<Answer, { kind: "ok" }>, words: AdminWords): ImportState {
  if (answer.kind === "silent") return { kind: "failed", text: words.imports.noAnswer };
  const known: Readonly<Record<number, string>> = {
    401: words.signedOut,
    413: words.imports.tooLarge,
    429: words.imports.busy,
  };
  const text = known[answer.status] ?? `${words.imports.failed}: ${answer.body.error ?? answer.status}`;
  return { kind: "failed", text };
}

/** Asks how far the server is, until it is told to stop. */
function watchProgress(onShare: (share: number) => void): () => void {
  let stopped = false;
  const timer = setInterval(async () => {
    const response = await fetch("/api/people/import").catch(() => null);
    const { progress } = response?.ok ? await response.json() : { progress: null };
    if (progress && !stopped) onShare(progress.share);
  }, ASK_EVERY_MS);
  return () => {
    stopped = true;
    clearInterval(timer);
  };
}
