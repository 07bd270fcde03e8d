/** For people who hear the wall: what it shows, in sentences, politely: once a minute, and when something critical happens. */
import { effect } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";
import type { Speech } from "../say.ts";
import type { LiveState } from "../state.ts";
import { useWall } from "./model.ts";

const EVERY_MS = 60_000;
const FIRST_MS = 3_000;
const CRITICAL = 1;

export function Summary() {
  const { live, speech } = useWall();
  const [said, setSaid] = useState<LiveState | null>(null);
  const [critical, setCritical] = useState<readonly string[]>([]);
  useEffect(() => {
    const say = () => setSaid(live.state.peek());
    const first = setTimeout(say, FIRST_MS);
    const timer = setInterval(say, EVERY_MS);
    const listening = effect(() => {
      const keys = criticalArrivals(live.state.value);
      if (keys.length > 0) setCritical((last) => keys.every((key) => last.includes(key)) ? last : keys);
    });
    return () => {
      clearTimeout(first);
      clearInterval(timer);
      listening();
    };
  }, []);
  return (
    <div class="unseen">
      <p aria-live="polite">
        {said ? summaryOf(said, { words: speech.value.words, count: (n) => speech.value.count(n) }) : ""}
      </p>
      <p aria-live="polite">{criticalText(critical, live.state.peek(), speech.value)}</p>
    </div>
  );
}

/** Keys of what came in just now and cannot wait for the next minute. */
export function criticalArrivals({ arrivals }: Pick<LiveState, "arrivals">): readonly string[] {
  return arrivals.filter(({ severity }) => severity === CRITICAL).map(({ key }) => key);
}

export function summaryOf({ pulse, connection }: LiveState, { words, count }: Spoken): string {
  if (connection.kind === "lost") return words.lost;
  if (!pulse) return words.connecting;
  const { incidents, arrived, workers } = pulse.totals;
  return words.summary(count(incidents), count(arrived[0]), count(workers));
}

type Spoken = Pick<Speech, "words"> & { readonly count: (n: number) => string };

function criticalText(keys: readonly string[], { incidents }: LiveState, speech: Speech): string {
  return keys.flatMap((key) => {
    const incident = incidents.get(key);
    if (!incident) return [];
    const { title, category, address } = incident;
    const what = speech.name(title || category);
    return [
      [speech.words.severity[CRITICAL], what, address ? speech.name(address) : ""].filter(Boolean).join(
        " · ",
      ),
    ];
  }).join("; ");
}
