/** Two maps that move as one: this period on the left; the week before, or the difference, on the right. */
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import type { HotspotCell, Hotspots } from "../dashboards/hotspots.ts";
import { cellAt, placeOf } from "../geo/cell.ts";
import { CellGeometry } from "../geo/layers/cell_geometry.ts";
import { heatLayer, hotOutlineLayer } from "../geo/layers/heat.ts";
import {
  differenceBreaks,
  differenceColour,
  heatColour,
  sharedBreaks,
  type Theme,
} from "../geo/layers/heat_ramp.ts";
import type { Breaks, Rgba } from "../geo/layers/ramp.ts";
import { selectionLayers } from "../geo/layers/selection.ts";
import type { Place } from "../geo/place.ts";
import { type CityDescription, readMaps } from "./city.ts";
import { BESIDE, type Beside } from "./hotspots_state.ts";
import { HotspotTip, type Tip } from "./hotspots_tip.tsx";
import { type HotspotWords } from "./hotspots_words.ts";
import { FIRST_LABEL } from "./map_style.ts";
import type { Speech } from "./say.ts";
import { StillMap } from "./still_map.ts";
import type { MapView } from "./url_state.ts";
import { useForeign } from "./use_foreign.ts";

/** Colours and breaks of an answer, shared by maps and legend. */
export interface HeatPicture {
  readonly geometry: CellGeometry;
  readonly cells: readonly HotspotCell[];
  readonly breaks: Breaks;
  readonly differenceBreaks: Breaks;
}

export function heatPictureOf({ cells }: Hotspots): HeatPicture {
  const geometry = new CellGeometry();
  for (const { cell } of cells) geometry.add(cell);
  return {
    geometry,
    cells,
    breaks: sharedBreaks(cells.map(({ count }) => count), cells.map(({ before }) => before)),
    differenceBreaks: differenceBreaks(cells.map(({ count, before }) => count - before)),
  };
}

interface Props {
  readonly city: CityDescription;
  readonly words: HotspotWords;
  readonly speech: Speech;
  readonly theme: Theme;
  readonly picture: HeatPicture | null;
  readonly resolution: number;
  readonly beside: Beside;
  readonly selected: string | null;
  /** Raised when a table row asks to be shown. */
  readonly goTo: { readonly cell: string } | null;
  readonly view: MapView | null;
  readonly captions: readonly [left: string, right: string];
  readonly onView: (view: MapView) => void;
  readonly onSelect: (cell: string | null) => void;
  readonly onBeside: (beside: Beside) => void;
}

/** A map half as wide as a screen shows as much of the city when it is so much further out. */
const HALF_WIDE = 1;
/** With a selection, everything else dims to this. */
const DIMMED = 0.6;
const HOT_LINE: Readonly<Record<Theme, Rgba>> = { dark: [255, 245, 220, 235], light: [20, 20, 40, 235] };

export function HotspotMaps(props: Props) {
  const { city, words, speech, picture, beside, selected, theme, goTo, captions } = props;
  const boxes = [useRef<HTMLDivElement>(null), useRef<HTMLDivElement>(null)] as const;
  const maps = useRef<readonly StillMap[]>([]);
  const [failed, setFailed] = useState(false);
  const foreign = useForeign(city);
  const [tip, setTip] = useState<Tip | null>(null);
  const latest = useRef(props);
  latest.current = props;
  const byCell = useMemo(() => new Map(picture?.cells.map((cell) => [cell.cell, cell])), [picture]);
  const cellsNow = useRef(byCell);
  cellsNow.current = byCell;

  useLayoutEffect(() => {
    if (foreign === undefined) return;
    const stop = new AbortController();
    const cellUnder = (place: Place) => cellAt(place, latest.current.resolution);
    const open = (index: 0 | 1): StillMap =>
      new StillMap({
        container: boxes[index].current!,
        city,
        foreign,
        lang: speech.lang,
        label: words.mapLabel(captions[index]),
        view: latest.current.view ?? { ...city.view, zoom: city.view.zoom - HALF_WIDE },
        onMove: (view) => maps.current[1 - index]?.look(view),
        onRest: (view) => latest.current.onView(view),
        onClick: (place) => {
          const cell = cellUnder(place);
          const known = cellsNow.current.has(cell) && cell !== latest.current.selected;
          latest.current.onSelect(known ? cell : null);
        },
        onHover: (place, x, y) => {
          const cell = place && cellsNow.current.get(cellUnder(place));
          setTip(cell ? { cell, map: index, x, y } : null);
        },
      });
    try {
      maps.current = [open(0), open(1)];
      readMaps(city, stop.signal)
        .then((drawn) => Promise.all(maps.current.map((map) => map.drawMaps(drawn))))
        // Only a person who leaves ends the reading; the counts are drawn without names as well.
        .catch(() => {});
    } catch {
      setFailed(true);
    }
    return () => {
      stop.abort();
      for (const map of maps.current) map.remove();
      maps.current = [];
    };
  }, [foreign]);

  useEffect(() => {
    if (!picture) return;
    const { cells, breaks } = picture;
    const left = cells.map(({ count }) => heatColour(count, breaks, theme));
    const right = beside === "before"
      ? cells.map(({ before }) => heatColour(before, breaks, theme))
      : cells.map(({ count, before }) => differenceColour(count - before, picture.differenceBreaks, theme));
    const hot = cells.filter((cell) => cell.hot).map(({ cell }) => cell);
    [left, right].forEach((colours, index) => {
      maps.current[index]?.draw([
        heatLayer({ geometry: picture.geometry, colours: dimmed(colours, cells, selected) }, {
          beforeId: FIRST_LABEL,
        }),
        ...index === 0 || beside === "difference" ? [hotOutlineLayer(hot, HOT_LINE[theme], 1.25)] : [],
        ...selectionLayers(selected, 2.5),
      ]);
    });
  }, [picture, beside, selected, theme, foreign]);

  useEffect(() => {
    if (goTo) maps.current[0]?.go(placeOf(goTo.cell));
  }, [goTo]);

  if (failed) return <p class="hot-message" role="alert">{words.mapFailed}</p>;
  return (
    <div class="hot-maps">
      {boxes.map((box, index) => (
        <figure class="hot-map" key={index}>
          <figcaption>
            {captions[index]}
            {index === 1 ? <BesideSwitch {...props} /> : null}
          </figcaption>
          <div class="hot-canvas" ref={box} />
          {tip?.map === index ? <HotspotTip tip={tip} words={words} speech={speech} /> : null}
        </figure>
      ))}
    </div>
  );
}

/** What the right map shows. */
function BesideSwitch({ words, beside, onBeside }: Pick<Props, "words" | "beside" | "onBeside">) {
  return (
    <span class="hot-presets" role="group" aria-label={words.beside}>
      {BESIDE.map((name) => (
        <button
          key={name}
          type="button"
          aria-pressed={beside === name}
          onClick={() => onBeside(name)}
        >
          {name === "before" ? words.besideBefore : words.besideDifference}
        </button>
      ))}
    </span>
  );
}

function dimmed(
  colours: readonly Rgba[],
  cells: readonly HotspotCell[],
  selected: string | null,
): readonly Rgba[] {
  if (!selected) return colours;
  return colours.map((colour, row) => {
    if (cells[row]!.cell === selected) return colour;
    const [red, green, blue, alpha] = colour;
    return [red, green, blue, alpha * DIMMED];
  });
}
