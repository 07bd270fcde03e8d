/** Says in letters readable from ten metres that the server is gone, and how old the picture is. */
import { useWall } from "./model.ts";

/** A reconnection within this is nobody's business. */
const PATIENCE_MS = 1_500;

export function Banner() {
  const { connection, live, speech: { value: speech }, now, display } = useWall();
  const state = connection.value;
  const age = now.value - live.state.value.offset - state.since;
  if (state.kind !== "lost" || age < PATIENCE_MS) return null;
  const { words } = speech;
  const since = state.since + live.state.value.offset;
  const { part, screens } = display.value;
  return (
    <div
      class={screens > 1 ? "banner band" : "banner"}
      role="alert"
      style={{
        left: `${part.x + part.width / 2}px`,
        top: `${part.y + part.height / 2}px`,
        width: screens > 1 ? `${part.width}px` : undefined,
        maxWidth: `${part.width}px`,
      }}
    >
      <strong>{words.lost}</strong>
      <span>{words.lostSince(speech.clock(since), speech.when(0, Math.max(1_000, age)))}</span>
      <span class="banner-heals">{words.lostHeals}</span>
    </div>
  );
}
