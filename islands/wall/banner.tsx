/** Says in letters readable from ten metres that the server is gone, and how old the picture is. */
import { useEffect } from "preact/hooks";
import { loadCharacters } from "../letters.ts";
import type { Speech } from "../say.ts";
import { useWall } from "./model.ts";

/** A reconnection within this is nobody's business. */
const PATIENCE_MS = 1_500;

export function Banner() {
  const { connection, live, speech: { value: speech }, now, display, arrangement } = useWall();
  // Without the server no letter can be fetched: those that say that it is gone are fetched before.
  useEffect(() => void loadCharacters(wordsOfLoss(speech)), [speech]);
  const state = connection.value;
  const age = now.value - live.state.value.offset - state.since;
  if (state.kind !== "lost" || age < PATIENCE_MS) return null;
  const { words } = speech;
  const since = state.since + live.state.value.offset;
  const { part, screens } = display.value;
  // One screen says it between its panels, which stay whole; several say it across their whole width.
  const room = screens > 1 ? part : arrangement.value.free;
  return (
    <div
      class={screens > 1 ? "banner band" : "banner"}
      role="alert"
      style={{
        left: `${room.x + room.width / 2}px`,
        top: `${room.y + room.height / 2}px`,
        width: screens > 1 ? `${room.width}px` : undefined,
        maxWidth: `${room.width}px`,
      }}
    >
      <strong>{words.lost}</strong>
      <span>{words.lostSince(speech.clock(since), speech.when(0, Math.max(1_000, age)))}</span>
      <span class="banner-heals">{words.lostHeals}</span>
    </div>
  );
}

/** Everything that a wall says without its server, once. */
function wordsOfLoss(speech: Speech): string {
  const { words } = speech;
  const ages = [1, 60, 3_600, 86_400].map((seconds) => speech.when(0, seconds * 1_000)).join("");
  const since = words.lostSince(speech.clock(0), ages);
  return [words.lost, since, words.lostHeals, words.tileDead(ages), words.tileStalled(ages)].join("");
}
