import { describe, expect, test } from "vitest";
import { cameraLayers, wedgeOf } from "../../../geo/layers/cameras.ts";
import { turnOf } from "../../../geo/layers/headings.ts";
import { ATLAS_SIZE, drawAtlas, ICON_MAPPING, ICONS, type Pen } from "../../../geo/layers/icons.ts";
import { iconOf, type IncidentMark, incidentsLayer, marksAt } from "../../../geo/layers/incidents.ts";
import { outlinePath, ringsLayer, selectionLayers } from "../../../geo/layers/selection.ts";
import { brightness, colourWorker } from "../../../geo/layers/workers.ts";
import { metresBetween } from "../../../geo/place.ts";
import { WORKER_STATE } from "../../../streams/wire.ts";

const atlas = {} as HTMLCanvasElement;
const mark = (severity: number, sent = false): IncidentMark => ({
  key: `${severity}${sent}`,
  lat: 36.6,
  lon: 121.9,
  severity,
  sent,
});

describe("workers", () => {
  test("colour says what they do, and a silent one is an outline only", () => {
    const state = Uint8Array.of(WORKER_STATE.free, WORKER_STATE.assigned, WORKER_STATE.silent);
    const fill = new Uint8Array(12);
    const line = new Uint8Array(12);
    const rows = { size: 3, state, heading: new Uint8Array(3), fix: Float64Array.of(1e6, 1e6, 1e6) };
    for (const row of [0, 1, 2]) colourWorker(rows, row, 1e6, fill, line);
    expect([...fill.slice(0, 4)]).toEqual([57, 208, 196, 255]);
    expect([...fill.slice(4, 8)]).toEqual([179, 140, 255, 255]);
    expect(fill[11]).toBe(0);
    expect(line[11]).toBeGreaterThan(100);
  });

  test("an old fix is half-bright, never gone, and brightness only falls", () => {
    const shades = [0, 10, 60, 179, 180, 900, 65_535].map(brightness);
    expect(shades[0]).toBe(255);
    expect(shades.at(-1)).toBe(128);
    shades.slice(1).forEach((shade, i) => expect(shade).toBeLessThanOrEqual(shades[i]!));
  });

  test("headings turn with the compass", () => {
    expect(turnOf(0)).toBe(-0);
    expect(turnOf(64)).toBeCloseTo(-90.35, 1);
  });
});

describe("incidents", () => {
  test("far out only the critical are drawn one by one, near all, the most severe on top", () => {
    const marks = [1, 2, 3, 4].map((severity) => mark(severity));
    const seen = (zoom: number) => marksAt(zoom, marks).map(({ severity }) => severity);
    expect(seen(9)).toEqual([1]);
    expect(seen(11)).toEqual([2, 1]);
    expect(seen(14)).toEqual([4, 3, 2, 1]);
  });

  test("severity and whether somebody was sent choose a shape of their own", () => {
    const names = [1, 2, 3, 4].flatMap((severity) => [iconOf(mark(severity)), iconOf(mark(severity, true))]);
    expect(new Set(names).size).toBe(8);
    for (const name of names) expect(ICONS).toContain(name);
    expect(incidentsLayer([mark(1)], atlas, { size: 20, opacity: 1 }).props.data).toHaveLength(1);
  });

  test("every marker of the atlas is drawn into its own square, and no two severities alike", () => {
    const drawn: string[][] = [];
    const pen = new Proxy({} as Pen, {
      get: (_, name) => (...numbers: number[]) => {
        if (name === "translate") drawn.push([`${numbers[0]}`]);
        else if (name !== "save") drawn.at(-1)?.push(`${String(name)} ${numbers.join()}`);
      },
      set: () => true,
    });
    drawAtlas(pen);
    expect(drawn).toHaveLength(ICONS.length);
    drawn.forEach(([x], i) => {
      const { x: left, width } = ICON_MAPPING[ICONS[i]!];
      expect(Number(x)).toBe(left + width / 2);
      expect(left + width).toBeLessThanOrEqual(ATLAS_SIZE.width);
    });
    const shapes = drawn.slice(0, 4).map(([, ...strokes]) => strokes.join());
    expect(new Set(shapes).size).toBe(4);
  });
});

describe("cameras and selection", () => {
  test("a wedge looks where the camera looks", () => {
    const camera = { id: "1", name: "East", lat: 36.6, lon: 121.9, bearing: 90, fov: 60 };
    const [apex, ...arc] = wedgeOf(camera);
    expect(apex).toEqual([121.9, 36.6]);
    for (const [lon, lat] of arc) {
      expect(lon).toBeGreaterThan(121.9);
      expect(metresBetween(36.6, 121.9, lat, lon)).toBeGreaterThan(65);
      expect(metresBetween(36.6, 121.9, lat, lon)).toBeLessThan(75);
    }
    expect(Math.abs(arc[0]![1] - 36.6)).toBeCloseTo(Math.abs(arc.at(-1)![1] - 36.6), 6);
  });

  test("cameras come at district zoom, their wedges at street zoom and only where the bearing is known", () => {
    const cameras = [{ id: "1", name: "a", lat: 1, lon: 1, bearing: 0 }, {
      id: "2",
      name: "b",
      lat: 1,
      lon: 1,
    }];
    const counts = (zoom: number) =>
      cameraLayers(cameras, atlas, { zoom, scale: 1, opacity: 1 }).map(({ props }) =>
        (props.data as unknown[]).length
      );
    expect(counts(11)).toEqual([0, 0]);
    expect(counts(13.6)).toEqual([0, 2]);
    expect(counts(15)).toEqual([1, 2]);
  });

  test("the outline of the selection is closed, and nothing selected draws nothing", () => {
    const path = outlinePath("8830ad86c3fffff");
    expect(path[0]).toEqual(path.at(-1));
    expect(path).toHaveLength(7);
    for (const { props } of selectionLayers(null, 2)) expect(props.data).toHaveLength(0);
  });

  test("the ring of a new incident grows and fades", () => {
    const ring = (part: number) => ({ lat: 0, lon: 0, severity: 1, part });
    const { getRadius, getLineColor } = ringsLayer([], 20).props as unknown as {
      getRadius: (of: unknown) => number;
      getLineColor: (of: unknown) => number[];
    };
    expect(getRadius(ring(0.9))).toBeGreaterThan(getRadius(ring(0.1)));
    expect(getLineColor(ring(1))[3]).toBe(0);
  });
});
