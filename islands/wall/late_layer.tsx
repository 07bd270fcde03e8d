/** A layer of the map that nothing feeds any more says so, and since when. */
import type { LayerName } from "../layers.ts";
import { useWall } from "./model.ts";
import { lateLayers } from "./silent.ts";

/** Null while the layer is fed; else what is wrong with it, in words. */
export function useLate(layer: LayerName): string | null {
  const { live, speech: { value: speech }, now } = useWall();
  const late = lateLayers(live.state.value.pulse?.feeds ?? []).get(layer);
  if (!late) return null;
  const { words } = speech;
  const what = words.feedMissing[late.kind];
  return late.last === null ? what : words.lateSince(what, speech.moment(late.last, now.value));
}
