/** One block being built up: its ground, chance of its own, and what stands on it so far. */
import type { Line } from "../land/plane.ts";
import { area, lines, type MapFeature, ring, type Tags } from "../map/feature.ts";
import { Random } from "../random.ts";
import type { Patch } from "../roads/faces.ts";
import { Frame } from "./frame.ts";

/** Buildings smaller than this (m²) wait for the next zoom. */
const SMALL = 160;

export class Plot {
  features: MapFeature[] = [];
  readonly random: Random;

  constructor(
    readonly outline: Line,
    readonly area: number,
    seed: string | Random,
    private readonly isFree: (outline: Line) => boolean = () => true,
  ) {
    this.random = typeof seed === "string" ? new Random(seed) : seed;
  }

  /** A part of the block, whose houses count as the block's. */
  within(outline: Line, area: number): Plot {
    const part = new Plot(outline, area, this.random, this.isFree);
    part.features = this.features;
    return part;
  }

  frame(rows: "south" | "long"): Frame {
    return Frame.of(this.outline, rows);
  }

  /** From `a` up to `b`. */
  between(a: number, b: number): number {
    return a + (b - a) * this.random.next();
  }

  chance(share: number): boolean {
    return this.random.next() < share;
  }

  /** A building of so many storeys. */
  house(outline: Line, storeys: number): void {
    this.building({ outer: outline, holes: [] }, storeys);
  }

  building(patch: Patch, storeys: number): void {
    let size = 0;
    const { outer } = patch;
    if (!this.isFree(outer)) return;
    for (let i = 0, j = outer.length - 2; i < outer.length; j = i, i += 2) {
      size += outer[j]! * outer[i + 1]! - outer[i]! * outer[j + 1]!;
    }
    const tags = { kind: "building", height: Math.round(storeys * 3.1), min_zoom: 14 };
    this.features.push(area("buildings", tags, [patch], { from: Math.abs(size) / 2 < SMALL ? 15 : 14 }));
  }

  /** A way within the block. */
  lane(
    line: Line,
    tags: Tags = { kind: "minor_road", kind_detail: "service", min_zoom: 14 },
    from = 15,
  ): void {
    this.features.push(lines("roads", tags, [line], { from }));
  }

  path(line: Line): void {
    this.lane(line, { kind: "path", kind_detail: "footway", min_zoom: 15 });
  }

  ground(outline: Line, kind: string, tags: Tags = {}, from = 14): void {
    this.features.push(ring("landuse", { kind, ...tags }, outline, { from }));
  }

  water(outline: Line): void {
    if (!this.isFree(outline)) return;
    this.features.push(ring("water", { kind: "water" }, outline, { from: 14 }));
  }
}
