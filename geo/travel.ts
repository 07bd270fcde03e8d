/**
 * How long somebody takes from one place to another. The way is the straight line, made longer by a factor, and cut into
 * pieces; each piece goes at the speed that was learned between the two cells it leads from and to, and where nothing was
 * learned at the default. Of people on foot and of those who drive it is told apart. Pure.
 */
import { cellAt } from "./cell.ts";
import { PairTable } from "./pair_table.ts";
import { EARTH_RADIUS_M, metresBetween, type Place } from "./place.ts";

/** Speeds are learned between cells of this resolution: about 900 m from one to the next. */
export const TRAVEL_RESOLUTION = 8;

export interface TravelRules {
  /** Of somebody about whose way nothing was learned, along the way. */
  readonly kmh: number;
  /** How much longer a way is than the straight line. */
  readonly detour: number;
  /** From the order until somebody moves, s. */
  readonly setOutSeconds: number;
}

/** Median speed of moves from one cell to another, in a straight line from fix to fix; within one where both are the same. */
export interface LearnedSpeed {
  readonly from: string;
  readonly to: string;
  /** m/s. */
  readonly speed: number;
  readonly moves: number;
}

export interface Trip {
  /** Setting out included. */
  readonly seconds: number;
  /**
   * `learned` where that is known of at least half of the way; `usual`: by the median of all who walk, or of all who drive,
   * where these are known apart.
   */
  readonly basis: "learned" | "usual" | "default";
}

/** What was learned of some, besides cells. */
export interface TravelMore {
  /** m/s where nothing is known of the cells: the median of whom it was learned of. The default where left out. */
  readonly usual?: number;
  /** As those get on who drive, where they are known apart. */
  readonly driving?: Travel;
}

const PIECE_M = 400;
/** A longer way has longer pieces. */
const MOST_PIECES = 48;
/** A speed of few moves that is so many times the usual one is somebody's odd phone. */
const MOST_TIMES_USUAL = 4;
const SLOWEST = 0.3;

export class Travel {
  /** No way is done in fewer seconds than its straight metres by this, m/s, and the setting out. */
  readonly fastest: number;
  /** m/s where nothing is known of the cells. */
  readonly #elsewhere: number;
  readonly #elsewhereBasis: "usual" | "default";
  readonly #known: CellSpeeds | null;
  readonly #driving: Travel;

  constructor(readonly rules: TravelRules, learned: CellSpeeds | null = null, more: TravelMore = {}) {
    this.#known = learned;
    this.#elsewhere = more.usual ?? rules.kmh / 3.6;
    this.#elsewhereBasis = more.usual === undefined ? "default" : "usual";
    this.#driving = more.driving ?? this;
    // A hair more, so that rounding never makes a way faster than the fastest.
    this.fastest = Math.max(this.#elsewhere, learned?.fastest ?? 0) / rules.detour * (1 + 1e-9);
  }

  /** As somebody gets on who drives, or who does not, as far as that is known apart. */
  of(drives: boolean): Travel {
    return drives ? this.#driving : this;
  }

  /** The least seconds that any way of so many straight metres takes. */
  least(metres: number): number {
    return this.rules.setOutSeconds + metres / this.fastest;
  }

  /** The same of whoever goes, on foot or not. */
  leastOfAny(metres: number): number {
    return this.rules.setOutSeconds + metres / Math.max(this.fastest, this.#driving.fastest);
  }

  /**
   * Seconds from one place to another that are so many straight metres apart; Infinity as soon as they are sure to be more
   * than `most`, because most of those who are asked about are too far.
   */
  seconds(from: Place, to: Place, metres: number, most = Infinity): number {
    const known = this.#known, { setOutSeconds } = this.rules;
    const way = metres * this.rules.detour;
    if (!known) return setOutSeconds + way / this.#elsewhere;
    const pieces = piecesOf(metres), piece = way / pieces;
    const leastOfPiece = metres / pieces / this.fastest;
    const dLat = (to.lat - from.lat) / pieces, dLon = (to.lon - from.lon) / pieces;
    let seconds = setOutSeconds;
    let cell = known.cells.at(from.lat, from.lon);
    for (let i = 1; i <= pieces; i++) {
      const next = known.cells.at(from.lat + dLat * i, from.lon + dLon * i);
      seconds += piece / (known.between(cell, next) || this.#elsewhere);
      if (seconds + (pieces - i) * leastOfPiece > most) return Infinity;
      cell = next;
    }
    return seconds;
  }

  trip(from: Place, to: Place, metres: number = metresBetween(from.lat, from.lon, to.lat, to.lon)): Trip {
    return { seconds: this.seconds(from, to, metres), basis: this.#basisOf(from, to, metres) };
  }

  #basisOf(from: Place, to: Place, metres: number): Trip["basis"] {
    const known = this.#known;
    if (!known) return this.#elsewhereBasis;
    const pieces = piecesOf(metres);
    const dLat = (to.lat - from.lat) / pieces, dLon = (to.lon - from.lon) / pieces;
    let learned = 0;
    for (let i = 1; i <= pieces; i++) {
      const cell = known.cells.at(from.lat + dLat * (i - 1), from.lon + dLon * (i - 1));
      if (known.between(cell, known.cells.at(from.lat + dLat * i, from.lon + dLon * i)) > 0) learned++;
    }
    return learned * 2 >= pieces ? "learned" : this.#elsewhereBasis;
  }
}

function piecesOf(metres: number): number {
  return Math.min(MOST_PIECES, Math.max(1, Math.ceil(metres / PIECE_M)));
}

/** What was learned for one hour of the day. */
export class CellSpeeds {
  readonly fastest: number;
  /** Median of all moves, m/s; 0 where there are none. */
  readonly usual: number;
  readonly size: number;
  readonly #pairs = new PairTable();
  readonly #speeds: Float32Array;
  /** What was asked before: one lookup instead of four. */
  readonly #answers = new PairTable();
  readonly #answered: number[] = [];

  constructor(readonly cells: CellSquares, rows: readonly LearnedSpeed[]) {
    const usual = this.usual = medianOf(rows);
    const speeds = rows.map(({ speed }) =>
      Math.min(Math.max(speed, SLOWEST), Math.max(SLOWEST, usual * MOST_TIMES_USUAL))
    );
    this.#speeds = Float32Array.from(speeds);
    rows.forEach(({ from, to }, i) => this.#pairs.set(cells.number(from), cells.number(to), i));
    this.size = rows.length;
    this.fastest = this.#speeds.reduce((most, speed) => Math.max(most, speed), 0);
  }

  /** m/s from one cell to another; 0 where nothing was learned of them in either direction, nor within them. */
  between(from: number, to: number): number {
    const known = this.#answers.get(from, to);
    if (known >= 0) return this.#answered[known]!;
    const speed = this.#of(from, to) || this.#of(to, from) || this.#of(from, from) || this.#of(to, to);
    this.#answers.set(from, to, this.#answered.push(speed) - 1);
    return speed;
  }

  #of(from: number, to: number): number {
    const at = this.#pairs.get(from, to);
    return at < 0 ? 0 : this.#speeds[at]!;
  }
}

function medianOf(rows: readonly LearnedSpeed[]): number {
  const sorted = [...rows].sort((a, b) => a.speed - b.speed);
  const half = sorted.reduce((sum, { moves }) => sum + moves, 0) / 2;
  let passed = 0;
  for (const { speed, moves } of sorted) if ((passed += moves) >= half) return speed;
  return 0;
}

const SQUARE_M = 250;
const SQUARE_DEGREES = SQUARE_M / (EARTH_RADIUS_M * Math.PI / 180);

/**
 * Cells as small numbers, found by the square of 250 m that a place lies in: H3 is asked once a square, for its middle. A way
 * of many pieces then costs a lookup a piece, and a piece is a guess anyway.
 */
export class CellSquares {
  readonly #squares = new PairTable();
  readonly #numbers = new Map<string, number>();

  at(lat: number, lon: number): number {
    const row = Math.floor(lat / SQUARE_DEGREES), column = Math.floor(lon / SQUARE_DEGREES);
    const known = this.#squares.get(row, column);
    if (known >= 0) return known;
    const middle = { lat: (row + 0.5) * SQUARE_DEGREES, lon: (column + 0.5) * SQUARE_DEGREES };
    const number = this.number(cellAt(middle, TRAVEL_RESOLUTION));
    this.#squares.set(row, column, number);
    return number;
  }

  number(cell: string): number {
    let number = this.#numbers.get(cell);
    if (number === undefined) this.#numbers.set(cell, number = this.#numbers.size);
    return number;
  }
}
