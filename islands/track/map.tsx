/** The map of a track. It moves to a track that a person has just asked for, and to a stay that they choose. */
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { trackLayers, type TrackPicture } from "../../geo/layers/track.ts";
import { markColours } from "../../geo/layers/mark_colours.ts";
import { type CityDescription, readMaps } from "../city.ts";
import type { Speech } from "../say.ts";
import { StillMap } from "../still_map.ts";
import { useForeign } from "../use_foreign.ts";
import type { TrackWords } from "./words.ts";

interface Props {
  readonly city: CityDescription;
  readonly picture: TrackPicture;
  readonly words: TrackWords;
  readonly speech: Speech;
}

export function TrackMap({ city, picture, words, speech }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const map = useRef<StillMap | null>(null);
  const [failed, setFailed] = useState(false);
  const foreign = useForeign(city);

  useLayoutEffect(() => {
    if (foreign === undefined) return;
    const stop = new AbortController();
    try {
      map.current = new StillMap({
        container: box.current!,
        city,
        foreign,
        lang: speech.lang,
        label: words.mapLabel,
        view: city.view,
        onMove: () => {},
        onRest: () => {},
        onClick: () => {},
        onHover: () => {},
      });
      // Without the names of districts the track is there all the same.
      readMaps(city, stop.signal).then((drawn) => map.current?.drawMaps(drawn)).catch(() => {});
    } catch {
      setFailed(true);
    }
    return () => {
      stop.abort();
      map.current?.remove();
      map.current = null;
    };
  }, [foreign]);

  useEffect(() => {
    const style = getComputedStyle(document.documentElement);
    const colours = markColours((token) => style.getPropertyValue(`--${token}`).trim());
    map.current?.draw(
      trackLayers(picture, { line: colours.free, shade: colours.ink, stop: colours.severity[1] }),
    );
  }, [picture, foreign]);

  useEffect(() => {
    const points = picture.lines.flat();
    if (points.length > 0) map.current?.show(points);
  }, [picture.lines]);

  useEffect(() => {
    const stop = picture.chosen === null ? null : picture.stops[picture.chosen];
    if (stop) map.current?.go(stop);
  }, [picture.chosen]);

  if (failed) return <p class="cases-message" role="alert">{words.mapFailed}</p>;
  return <div class="track-map" ref={box} />;
}
