/** The SOS strip of a wall: across its top, with the words whole on each screen that shows some of it. */
import { useEffect } from "preact/hooks";
import { askWhoIAm } from "../alerts/me.ts";
import { alertWords } from "../alerts/words.ts";
import { SosStrip } from "../sos_strip.tsx";
import { meets } from "./display.ts";
import { useWall } from "./model.ts";
import { boxStyle } from "./place.tsx";

export function WallSos() {
  const { calls, alertDesk, speech, now, arrangement, display } = useWall();
  const calling = calls.value.length > 0;
  useEffect(() => {
    if (!calling) return;
    const stop = new AbortController();
    askWhoIAm(stop.signal);
    return () => stop.abort();
  }, [calling]);
  const { part } = display.value, { sos } = arrangement.value;
  if (!meets(sos, part)) return null;
  const voice = { words: alertWords(speech.value.lang), speech: speech.value };
  return (
    <div class="place place-sos" style={boxStyle({ ...sos, x: part.x, width: part.width })}>
      <SosStrip calls={calls.value} desk={alertDesk} voice={voice} now={now.value} />
    </div>
  );
}
