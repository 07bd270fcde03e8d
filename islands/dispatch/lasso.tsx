/** The line that a person draws around cases and workers, over the map and only while they draw: the map lies still meanwhile. */
import { useRef, useState } from "preact/hooks";
import { useDispatch } from "./model.ts";

/** Nearer than this to the last corner is no corner, px; a ring with fewer is a slip of the hand. */
const APART_PX = 6, LEAST_CORNERS = 4, MOST_CORNERS = 400;

type Point = readonly [x: number, y: number];

export function Lasso() {
  const model = useDispatch();
  const [line, setLine] = useState<readonly Point[]>([]);
  const drawing = useRef(false);
  const at = (event: PointerEvent): Point => {
    const box = (event.currentTarget as SVGElement).getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  const begin = (event: PointerEvent) => {
    if (event.button !== 0) return;
    (event.currentTarget as SVGElement).setPointerCapture(event.pointerId);
    drawing.current = true;
    setLine([at(event)]);
  };
  const draw = (event: PointerEvent) => {
    if (!drawing.current) return;
    const point = at(event);
    setLine((line) => {
      const last = line.at(-1);
      const far = !last || Math.hypot(point[0] - last[0], point[1] - last[1]) >= APART_PX;
      return far && line.length < MOST_CORNERS ? [...line, point] : line;
    });
  };
  const end = () => {
    if (!drawing.current) return;
    drawing.current = false;
    const { drawn } = model;
    if (drawn && line.length >= LEAST_CORNERS) {
      model.selection.circle(line.map(([x, y]) => drawn.placeOf(x, y)));
      model.lassoing.value = false;
      model.change({ sideHidden: false });
    }
    setLine([]);
  };
  return (
    <>
      <svg class="lasso" onPointerDown={begin} onPointerMove={draw} onPointerUp={end} onPointerCancel={end}>
        {line.length > 1 ? <path d={`M${line.map(([x, y]) => `${x} ${y}`).join("L")}Z`} /> : null}
      </svg>
      <p class="lasso-hint" role="status">{model.words.value.lassoHint}</p>
    </>
  );
}
