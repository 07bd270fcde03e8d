/** Haiwan's cameras: at crossings, quays and promenades, each with a bearing and one of the project's own clips. */
import type { Camera } from "../streams/record.ts";
import type { Haiwan } from "./haiwan.ts";
import { metresEast, metresNorth } from "./land/plane.ts";
import { lot } from "./random.ts";
import { ROAD } from "./roads/kind.ts";
import type { RoadName } from "./roads/names.ts";
import type { SceneName } from "./scenes.ts";
import { takesOf } from "./takes.ts";

const COUNT = 2_000;
/** Cameras stand at least so far apart, metres. */
const APART = 150;
/**
 * Of so many cameras one answers 404, and one has stopped: its playlist no longer moves. Neither is among those that the
 * wall's scenes open with.
 */
const FAULTS_ONE_IN = 62, GONE = 7, STOPPED = 33;

export type CameraFault = "none" | "gone" | "stopped";

/** The fault of a camera; an id that is no camera's is gone. */
export function faultOf(cameraId: string): CameraFault {
  const number = Number(/^CAM-(\d{4})$/.exec(cameraId)?.[1] ?? NaN);
  if (!(number >= 1 && number <= COUNT) || number % FAULTS_ONE_IN === GONE) return "gone";
  return number % FAULTS_ONE_IN === STOPPED ? "stopped" : "none";
}

export function camerasOf(city: Haiwan): Camera[] {
  const { roads, roadNames } = city;
  const sites = sitesOf(city);
  const takes = takesOf(sites);
  return sites.map(({ node, scene }, i): Camera => {
    const number = i + 1, id = `CAM-${String(number).padStart(4, "0")}`;
    const { clip, ahead } = takes[i]!;
    return {
      id,
      name: nameOf(crossing(city, node).map((road) => roadNames[road]!), scene),
      lat: roads.lat[node]!,
      lon: roads.lon[node]!,
      bearing: bearingAt(city, node),
      fov: 55 + Math.round(35 * lot(number, 21)),
      streams: [{ url: `/media/demo/${clip}-${ahead}/${id}.m3u8`, kind: "hls", quality: "360p" }],
      owner: scene === "gate" ? "海湾港务集团" : "海湾市公安局交警支队",
    };
  });
}

/** Crossings that get a camera, and what is seen there. */
function sitesOf(city: Haiwan): { node: number; x: number; y: number; scene: SceneName }[] {
  const { roads } = city;
  const taken = new Squares(APART);
  const sites = [];
  for (const node of byImportance(city)) {
    if (sites.length === COUNT) break;
    const x = metresEast(roads.lon[node]!), y = metresNorth(roads.lat[node]!);
    if (taken.add(x, y)) sites.push({ node, x, y, scene: sceneFor(city, x, y, node) });
  }
  return sites;
}

/** Places that keep a distance from each other, in squares of that size. */
class Squares {
  readonly #squares = new Map<string, [number, number][]>();

  constructor(private readonly apart: number) {}

  /** False when another place is too near. */
  add(x: number, y: number): boolean {
    const { apart } = this;
    const [column, row] = [Math.floor(x / apart), Math.floor(y / apart)];
    for (let i = column - 1; i <= column + 1; i++) {
      for (let j = row - 1; j <= row + 1; j++) {
        const near = this.#squares.get(`${i},${j}`) ?? [];
        if (near.some(([px, py]) => (px - x) ** 2 + (py - y) ** 2 < apart * apart)) return false;
      }
    }
    const key = `${column},${row}`;
    this.#squares.set(key, [...this.#squares.get(key) ?? [], [x, y]]);
    return true;
  }
}

/** Distinct roads that meet at a node, the most important first. */
function crossing({ roads }: Haiwan, node: number): number[] {
  const edges = [...roads.incident.subarray(roads.first[node]!, roads.first[node + 1]!)];
  edges.sort((a, b) => roads.class[a]! - roads.class[b]!);
  return [...new Set(edges.map((e) => roads.name[e]!))];
}

/** Crossings of named roads, main roads first, mixed by chance within a class. Motorways have none. */
function byImportance(city: Haiwan): number[] {
  const { roads } = city;
  const ranked: { node: number; rank: number }[] = [];
  for (let node = 0; node < roads.nodes; node++) {
    const edges = roads.incident.subarray(roads.first[node]!, roads.first[node + 1]!);
    if (edges.length < 3 || edges.some((e) => roads.class[e] === ROAD.motorway || roads.bridge[e] === 1)) {
      continue;
    }
    const classes = [...edges].map((e) => roads.class[e]!).sort((a, b) => a - b);
    if (classes[0]! > ROAD.minor || crossing(city, node).length < 2) continue;
    ranked.push({ node, rank: classes[0]! + classes[2]! * 0.6 + 2.2 * lot(node, 22) });
  }
  return ranked.sort((a, b) => a.rank - b.rank || a.node - b.node).map(({ node }) => node);
}

function sceneFor({ terrain }: Haiwan, x: number, y: number, node: number): SceneName {
  const nearQuay = terrain.coast.quays.some((quay) => {
    for (let i = 2; i < quay.length; i += 2) {
      const ax = quay[i - 2]!, ay = quay[i - 1]!, dx = quay[i]! - ax, dy = quay[i + 1]! - ay;
      const t = Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy)));
      if (Math.hypot(x - ax - t * dx, y - ay - t * dy) < 900) return true;
    }
    return false;
  });
  if (nearQuay) return "gate";
  if (terrain.sea.at(x, y) < 650) return "promenade";
  return terrain.density.at(x, y) > 0.85 && lot(node, 23) < 0.3 ? "market" : "crossing";
}

/** Along one of the edges that meet, in whole degrees from north. */
function bearingAt({ roads }: Haiwan, node: number): number {
  const { first, incident, from, to, lat, lon } = roads;
  const edge = incident[first[node]! + Math.floor(lot(node, 24) * (first[node + 1]! - first[node]!))]!;
  const other = from[edge] === node ? to[edge]! : from[edge]!;
  const degrees = Math.atan2((lon[other]! - lon[node]!) * 0.803, lat[other]! - lat[node]!) * 180 / Math.PI;
  return (Math.round(degrees) + 360) % 360;
}

const SUFFIX: Record<SceneName, readonly [zh: string, en: string]> = {
  crossing: ["", ""],
  promenade: ["海滨", " seafront"],
  market: ["市场", " market"],
  gate: ["港区", " port gate"],
};

function nameOf([a, b]: RoadName[], scene: SceneName): string {
  const [zh, en] = SUFFIX[scene];
  return `${a!.zh} × ${b!.zh}${zh} · ${short(a!.en)} × ${short(b!.en)}${en}`;
}

function short(en: string): string {
  return en.replace(/ Road$/, " Rd").replace(/ Street$/, " St").replace(/ Avenue$/, " Ave");
}
