/** The four shapes of severity, ● ▲ ◆ ■, those of a feed's health and of a worker's state, and which way a camera looks: never colour alone. */
import type { FeedState } from "../../streams/wire.ts";

const PATHS: Readonly<Record<string, string>> = {
  1: "M10 2.5a7.5 7.5 0 1 0 0 15 7.5 7.5 0 1 0 0-15Z",
  2: "M10 2 18.5 17H1.5Z",
  3: "M10 1.5 18.5 10 10 18.5 1.5 10Z",
  4: "M3.5 3.5h13v13h-13Z",
  live: "M10 3a7 7 0 1 0 0 14 7 7 0 1 0 0-14Z",
  quiet: "M10 2 18.5 17H1.5Z",
  down: "M4.6 2 10 7.4 15.4 2 18 4.6 12.6 10 18 15.4 15.4 18 10 12.6 4.6 18 2 15.4 7.4 10 2 4.6Z",
  waiting: "M10 3a7 7 0 1 0 0 14 7 7 0 1 0 0-14Zm0 3.2a3.8 3.8 0 1 1 0 7.6 3.8 3.8 0 1 1 0-7.6Z",
};

/** `name` is said aloud; without one the shape is an ornament of the words beside it. */
export function SeverityShape({ severity, name, sent = false }: {
  severity: number;
  name?: string;
  sent?: boolean;
}) {
  const said = name === undefined ? { "aria-hidden": true } : { role: "img" as const, "aria-label": name };
  return (
    <svg class={`shape severity-${severity}${sent ? " sent" : ""}`} viewBox="0 0 20 20" {...said}>
      <path d={PATHS[severity]} />
    </svg>
  );
}

export function HealthShape({ state, name }: { state: FeedState; name: string }) {
  return (
    <svg class={`shape health-${state}`} viewBox="0 0 20 20" role="img" aria-label={name}>
      <path d={PATHS[state]} fill-rule="evenodd" />
    </svg>
  );
}

/** Free is a disc, assigned a disc in a ring, silent an empty ring. */
const WORKERS = {
  free: PATHS["live"]!,
  assigned: "M10 1.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 1 0 0-17Zm0 2a6.5 6.5 0 1 1 0 13 6.5 6.5 0 1 1 0-13ZM10 6" +
    "a4 4 0 1 0 0 8 4 4 0 1 0 0-8Z",
  silent: PATHS["waiting"]!,
} as const;

export function WorkerShape({ state, name }: { state: keyof typeof WORKERS; name: string }) {
  return (
    <svg class={`shape worker-${state}`} viewBox="0 0 20 20" role="img" aria-label={name}>
      <path d={WORKERS[state]} fill-rule="evenodd" />
    </svg>
  );
}

/** Points where a camera looks, up being north; a dot where that is not known. Words beside it say the same. */
export function BearingArrow({ bearing }: { bearing: number | undefined }) {
  return (
    <svg class="shape bearing" viewBox="0 0 20 20" aria-hidden="true">
      {bearing === undefined
        ? <circle cx="10" cy="10" r="3" />
        : <path d="M10 1.5 16 17.5 10 13.8 4 17.5Z" transform={`rotate(${Math.round(bearing)} 10 10)`} />}
    </svg>
  );
}
