/** The SOS strip of a wall: across the top of each row of its screens, with the words whole on each screen. */
import { useEffect } from "preact/hooks";
import { placeOf } from "../../geo/cell.ts";
import type { Alert } from "../../store/alert.ts";
import type { CallLink } from "../alerts/call_place.ts";
import { askWhoIAm } from "../alerts/me.ts";
import { alertWords } from "../alerts/words.ts";
import { SosStrip } from "../sos_strip.tsx";
import { writeAddress } from "./address.ts";
import { meets } from "./display.ts";
import { useWall, type WallModel } from "./model.ts";
import { boxStyle } from "./place.tsx";

export function WallSos() {
  const model = useWall();
  const { calls, alertDesk, speech, now, arrangement, display } = model;
  const calling = calls.value.length > 0;
  useEffect(() => {
    if (!calling) return;
    const stop = new AbortController();
    askWhoIAm(stop.signal);
    return () => stop.abort();
  }, [calling]);
  const { part } = display.value;
  const sos = arrangement.value.sos.find((box) => meets(box, part));
  if (!sos) return null;
  const voice = { words: alertWords(speech.value.lang), speech: speech.value };
  return (
    <div class="place place-sos" style={boxStyle({ ...sos, x: part.x, width: part.width })}>
      <SosStrip
        calls={calls.value}
        most={arrangement.value.calls}
        desk={alertDesk}
        voice={voice}
        now={now.value}
        linkOf={(call) => linkOf(call, model)}
      />
    </div>
  );
}

/** The wall turns to it, as to any place that is pressed. */
function linkOf({ subject: { cell } }: Alert, model: WallModel): CallLink | null {
  if (cell === undefined) return null;
  const chosen = { cell, incident: null, camera: null, worker: null };
  return {
    href: writeAddress({ ...model.screen.value, ...chosen }, location.search),
    go: () => {
      model.change(chosen);
      model.go(placeOf(cell));
    },
  };
}
