/** Probes: workers by whose place, or by whose cell's count, a screen can tell which of their fixes has arrived. Pure. */
import { cellAt, placeOf } from "../geo/cell.ts";
import type { Place } from "../geo/place.ts";
import type { View } from "../streams/wire.ts";
import { BENCH_BOUNDS, PROBE_STEP, WALKED_FROM } from "./walkers.ts";

export const WALL_RESOLUTION = 8;

export interface Probe extends Place {
  /** Row in the generator. */
  readonly row: number;
  /** Number of the worker on the wire: a fresh server numbers workers in the order in which it first hears of them. */
  readonly slot: number;
  /** The cell that only this probe is in; empty for probes that are told by their place. */
  readonly cell: string;
}

export interface ConsoleOrder {
  readonly view: View;
  readonly probes: readonly Probe[];
}

/** What the process of the screens is told. */
export interface ScreensOrder {
  readonly url: string;
  readonly walls: number;
  readonly wallView: View;
  readonly wallProbes: readonly Probe[];
  readonly consoles: readonly ConsoleOrder[];
  /** Screens count as connected only when they have a frame of cells. */
  readonly untilFrame?: boolean;
  /** Count what the same news would be as JSON. */
  readonly jsonTwin?: boolean;
}

/** Some screen saw the n-th fix of a probe; those before it had arrived with it or earlier. */
export interface ProbeSeen {
  readonly screen: number;
  readonly row: number;
  readonly step: number;
  /** Epoch ms. */
  readonly at: number;
}

export interface EventHeard {
  readonly screen: number;
  readonly incident: string;
  readonly at: number;
}

export interface ScreenTally {
  readonly bytes: number;
  /** 0 when it was not asked for. */
  readonly jsonBytes: number;
  /** The same with the changed values only, the leanest JSON there is. */
  readonly leanJsonBytes: number;
  readonly frames: number;
  readonly disconnects: number;
}

export interface ScreensAnswer {
  /** Walls first, then consoles. */
  readonly screens: readonly ScreenTally[];
  /** From the first connection to the end. */
  readonly seconds: number;
  readonly seen: readonly ProbeSeen[];
  readonly heard: readonly EventHeard[];
  readonly cpuSeconds: number;
}

/** How many fixes after its first the place of a probe tells; throws when this is not the probe at all. */
export function stepOfPlace(probe: Probe, { lat, lon }: Place): number {
  if (Math.abs(lon - probe.lon) > 1e-5) {
    throw new Error(
      `Worker ${probe.slot} is at ${lat}, ${lon}, and not where probe ${probe.row} walks: ${probe.lon}`,
    );
  }
  return Math.round((lat - probe.lat) * 1e6 / PROBE_STEP);
}

/** Probes in cells of their own, south of where anybody walks. */
export function cellProbes(count: number, rows: readonly number[], firstSlot: number): Probe[] {
  const [west, south, east] = BENCH_BOUNDS;
  return Array.from({ length: count }, (_, i) => {
    const lon = west + (east - west) * (i + 1) / (count + 1);
    const cell = cellAt({ lat: (south + WALKED_FROM) / 2, lon }, WALL_RESOLUTION);
    const { lat, lon: centre } = placeOf(cell);
    return { row: rows[i]!, slot: firstSlot + i, lat: rounded(lat), lon: rounded(centre), cell };
  });
}

/** A console looks at about 3 × 3 km, some way from the centre, with probes in its middle. */
export function consoleOrder(index: number, rows: readonly number[], firstSlot: number): ConsoleOrder {
  const angle = index * 2.4;
  const distance = 0.13 + 0.05 * (index % 4);
  const lat = 39.92 + distance * Math.sin(angle);
  const lon = 116.4 + distance * Math.cos(angle);
  return {
    view: {
      bounds: [lon - 0.018, lat - 0.014, lon + 0.018, lat + 0.014],
      zoom: 14,
      resolution: 10,
      window: 60,
      cells: true,
      workers: true,
    },
    probes: rows.map((row, i) => ({
      row,
      slot: firstSlot + i,
      lat: rounded(lat - 0.002),
      lon: rounded(lon + (i - rows.length / 2) * 0.002),
      cell: "",
    })),
  };
}

/** As the generator writes it: millionths of a degree. */
function rounded(degrees: number): number {
  return Math.round(degrees * 1e6) / 1e6;
}
