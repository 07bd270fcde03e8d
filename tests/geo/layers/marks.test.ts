import { describe, expect, test } from "vitest";
import { cameraLayers, wedgeOf } from "../../../geo/layers/cameras.ts";
import { ATLAS_SIZE, drawAtlas, ICON_MAPPING, ICONS, type Pen } from "../../../geo/layers/icons.ts";
import { iconOf, type IncidentMark, incidentsLayer, marksAt } from "../../../geo/layers/incidents.ts";
import { outlinePath, ringsLayer, selectionLayers } from "../../../geo/layers/selection.ts";
import { cssOf, MARK_TOKENS, markColours, rgbOf } from "../../../geo/layers/mark_colours.ts";
import { FRAGMENT, VERTEX } from "../../../geo/layers/worker_marks_shader.ts";
import { ageLeft, brightness, WORKER_SHAPE } from "../../../geo/layers/worker_shape.ts";
import { metresBetween } from "../../../geo/place.ts";

const atlas = {} as HTMLCanvasElement;
const mark = (severity: number, sent = false): IncidentMark => ({
  key: `${severity}${sent}`,
  lat: 36.6,
  lon: 121.9,
  severity,
  sent,
});

/** Every token another colour. */
const tokens = new Map<string, string>();
const colours = markColours((token) => {
  if (!tokens.has(token)) tokens.set(token, `#0${tokens.size.toString(16)}a0b0`);
  return ` ${tokens.get(token)}`;
});

describe("colours of marks", () => {
  test("come from a token each", () => {
    const all = [
      ...Object.keys(MARK_TOKENS).map((name) => colours[name as keyof typeof MARK_TOKENS]),
      ...colours.severity,
    ];
    expect(new Set(all.map(String)).size).toBe(Object.keys(MARK_TOKENS).length + 4);
    expect(colours.free).toEqual(rgbOf(tokens.get("worker-free")!));
    expect(colours.severity[3]).toEqual(rgbOf(tokens.get("severity-4")!));
  });

  test("are read from hexadecimal, and grey where there is none", () => {
    expect(rgbOf("#39d0c4")).toEqual([57, 208, 196]);
    expect(rgbOf(" #Fa0")).toEqual([255, 170, 0]);
    expect(rgbOf("")).toEqual([128, 128, 128]);
    expect([cssOf([1, 2, 3]), cssOf([1, 2, 3], 0.5)]).toEqual(["rgb(1 2 3)", "rgb(1 2 3 / 0.5)"]);
  });
});

describe("workers", () => {
  test("an old fix is half-bright, never gone, and brightness only falls", () => {
    const shades = [0, 10, 60, 179, 180, 900, 65_535].map((age) => brightness(age, 900));
    expect([shades[0], shades[4], shades.at(-1)]).toEqual([1, 0.5, 0.5]);
    shades.slice(1).forEach((shade, i) => expect(shade).toBeLessThanOrEqual(shades[i]!));
  });

  test("the ring is whole for a fresh fix and empty when its worker falls silent", () => {
    expect([-5, 0, 450, 900, 2000].map((age) => ageLeft(age, 900))).toEqual([1, 1, 0.5, 0, 0]);
  });

  test("parts of a mark do not lie on each other, and all within its reach", () => {
    const { onScene, age, arrow, edge, reach } = WORKER_SHAPE;
    const order = [1, onScene[0], onScene[1], age[0], age[1], arrow[0], arrow[1], reach];
    expect(order).toEqual(order.toSorted((a, b) => a - b));
    expect(edge).toBeLessThan(age[0]);
  });

  test("the shader takes its numbers from the same places: whole ones as floats", () => {
    for (const source of [VERTEX, FRAGMENT]) expect(source).not.toMatch(/undefined|NaN|\[object/);
    expect(FRAGMENT).toContain("state == 2.0");
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
    drawAtlas(pen, colours);
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
      cameraLayers(cameras, atlas, { zoom, scale: 1, opacity: 1, colours }).map(({ props }) =>
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
    const { getRadius, getLineColor } = ringsLayer([], 20, colours).props as unknown as {
      getRadius: (of: unknown) => number;
      getLineColor: (of: unknown) => number[];
    };
    expect(getRadius(ring(0.9))).toBeGreaterThan(getRadius(ring(0.1)));
    expect(getLineColor(ring(1))[3]).toBe(0);
  });
});
