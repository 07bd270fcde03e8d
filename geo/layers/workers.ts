/**
 * The workers layer: a dot each; colour says what they do, brightness and a ring how old the fix is, a white ring who is on
 * scene, an empty outline who is silent. Ages grow on the GPU: nobody has to write them.
 */
import { ScatterplotLayer } from "@deck.gl/layers";
import { FLAT } from "./flat.ts";
import type { MarkColours, Rgb } from "./mark_colours.ts";
import { FRAGMENT, VERTEX, workerMarks } from "./worker_marks_shader.ts";

/** Smaller dots would be nothing. */
const LEAST_RADIUS = 0.9;

export interface WorkersLayerLook {
  /** Of the dot, px. */
  readonly radius: number;
  readonly opacity: number;
  readonly detailed: boolean;
  readonly colours: MarkColours;
  /** A worker falls silent after so long, s. */
  readonly live: number;
}

interface MarksProps extends WorkersLayerLook {
  /** Seconds on the clock that fixes are counted by; read at each picture, so that the layer stays the same object. */
  readonly clock: { readonly seconds: number };
}

/** A quad a worker and our own shader in it; attributes come from WorkersData. */
class WorkerMarksLayer extends ScatterplotLayer<unknown, MarksProps> {
  static override layerName = "WorkerMarksLayer";

  override getShaders() {
    const shaders = super.getShaders();
    return { ...shaders, vs: VERTEX, fs: FRAGMENT, modules: [...shaders.modules, workerMarks] };
  }

  override initializeState() {
    this.getAttributeManager()!.addInstanced({
      instancePositions: {
        size: 3,
        type: "float64",
        fp64: this.use64bitPositions(),
        accessor: "getPosition",
      },
      instanceMarks: { size: 4, type: "unorm8", accessor: "getMark" },
      instanceFixes: { size: 1, accessor: "getFix" },
      instanceOffsets: { size: 2, accessor: "getOffset" },
    });
  }

  override draw() {
    const { radius, detailed, colours, live, clock } = this.props;
    const { ink, free, assigned, onScene, silent } = colours;
    const { model } = this.state;
    model!.shaderInputs.setProps({
      workerMarks: {
        ink: unit(ink),
        free: unit(free),
        assigned: unit(assigned),
        onScene: unit(onScene),
        silent: unit(silent),
        radius: Math.max(LEAST_RADIUS, radius),
        now: clock.seconds,
        live,
        detailed: detailed ? 1 : 0,
      },
    });
    model!.draw(this.context.renderPass);
  }
}

/** `data` is deck.gl's binary data, see WorkersData. */
export function workersLayer(data: unknown, clock: MarksProps["clock"], look: WorkersLayerLook) {
  return new WorkerMarksLayer({
    id: "workers",
    data: data as never,
    clock,
    ...look,
    visible: look.opacity > 0,
    pickable: false,
    parameters: FLAT,
  });
}

function unit([red, green, blue]: Rgb): [number, number, number, number] {
  return [red / 255, green / 255, blue / 255, 1];
}
