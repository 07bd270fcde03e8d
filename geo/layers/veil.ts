/** What dims everything but the selected cell: a flat colour from the cell's outline outwards, beyond the edges of the screen. */
import { ScatterplotLayer } from "@deck.gl/layers";
import { outlineOf, placeOf } from "../cell.ts";
import type { Position } from "../place.ts";
import { FLAT } from "./flat.ts";
import type { Rgb } from "./mark_colours.ts";
import { FRAGMENT, veil, VERTEX } from "./veil_shader.ts";

/** Farther than the corner of the screen, in parts: an edge of the veil is never seen. */
const BEYOND = 1.2;

/** One side of the cell; the veil is a strip from each outwards. */
export interface VeilSide {
  readonly from: Position;
  readonly to: Position;
  readonly middle: Position;
}

export function veilSides(cell: string): VeilSide[] {
  const outline = outlineOf(cell), { lon, lat } = placeOf(cell);
  return outline.map((from, i) => ({ from, to: outline[(i + 1) % outline.length]!, middle: [lon, lat] }));
}

type Pixel = readonly [x: number, y: number];

/**
 * How far the strips go, in distances from the middle of a cell to its corner, so that they cover a screen of so many px;
 * null when none of the cell is on the screen, which is then covered whole.
 */
export function veilReach(corners: readonly Pixel[], middle: Pixel, screen: Pixel): number | null {
  const [width, height] = screen, xs = corners.map(([x]) => x), ys = corners.map(([, y]) => y);
  if (Math.max(...xs) < 0 || Math.max(...ys) < 0 || Math.min(...xs) > width || Math.min(...ys) > height) {
    return null;
  }
  const far = Math.max(
    ...[[0, 0], [width, 0], [0, height], screen].map(([x, y]) => Math.hypot(x! - middle[0], y! - middle[1])),
  );
  const near = Math.min(
    ...corners.map((a, i) => distanceToLine(middle, a, corners[(i + 1) % corners.length]!)),
  );
  return Math.max(0, BEYOND * far / near - 1);
}

function distanceToLine([x, y]: Pixel, [ax, ay]: Pixel, [bx, by]: Pixel): number {
  return Math.abs((bx - ax) * (y - ay) - (by - ay) * (x - ax)) / Math.hypot(bx - ax, by - ay);
}

interface VeilProps {
  readonly colour: Rgb;
  /** 0–1. */
  readonly strength: number;
  readonly getNext: (side: VeilSide) => Position;
  readonly getMiddle: (side: VeilSide) => Position;
}

/** A quad a side, whose outer corners the vertex shader pushes out of the screen. */
class VeilLayer extends ScatterplotLayer<VeilSide, VeilProps> {
  static override layerName = "VeilLayer";
  static override defaultProps = {
    getNext: { type: "accessor", value: ({ to }: VeilSide) => to },
    getMiddle: { type: "accessor", value: ({ middle }: VeilSide) => middle },
  } as never;

  override getShaders() {
    const shaders = super.getShaders();
    return { ...shaders, vs: VERTEX, fs: FRAGMENT, modules: [...shaders.modules, veil] };
  }

  override initializeState() {
    const fp64 = this.use64bitPositions();
    this.getAttributeManager()!.addInstanced({
      instancePositions: { size: 3, type: "float64", fp64, accessor: "getPosition" },
      instanceNexts: { size: 3, type: "float64", fp64, accessor: "getNext" },
      instanceMiddles: { size: 3, type: "float64", fp64, accessor: "getMiddle" },
    });
  }

  override draw() {
    const { colour: [red, green, blue], strength, data } = this.props;
    const { viewport } = this.context;
    const at = (place: Position) => viewport.project([...place]) as unknown as Pixel;
    const sides = data as readonly VeilSide[];
    const reach = veilReach(sides.map(({ from }) => at(from)), at(sides[0]!.middle), [
      viewport.width,
      viewport.height,
    ]);
    const { model } = this.state;
    model!.shaderInputs.setProps({
      veil: {
        colour: [red / 255, green / 255, blue / 255, strength],
        reach: reach ?? 0,
        whole: reach === null ? 1 : 0,
      },
    });
    model!.draw(this.context.renderPass);
  }
}

/** `sides`: the same array as long as the cell is the same. */
export function veilLayer(sides: readonly VeilSide[], colour: Rgb, strength: number) {
  return new VeilLayer({
    id: "selection-veil",
    data: sides as VeilSide[],
    getPosition: ({ from }) => from as unknown as [number, number],
    colour,
    strength,
    visible: sides.length > 0 && strength > 0,
    pickable: false,
    parameters: FLAT,
  });
}
