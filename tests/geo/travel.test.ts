import fc from "fast-check";
import { expect, test } from "vitest";
import { cellAt } from "../../geo/cell.ts";
import { metresBetween } from "../../geo/place.ts";
import { CellSpeeds, CellSquares, Travel, TRAVEL_RESOLUTION } from "../../geo/travel.ts";

const RULES = { kmh: 18, detour: 1.25, setOutSeconds: 30 };
const A = { lat: 36.2, lon: 120.2 }, B = { lat: 36.2, lon: 120.23 };
const cell = (place: { lat: number; lon: number }) => cellAt(place, TRAVEL_RESOLUTION);

test("where nothing was learned, the way is the straight line times the detour at the default speed, and says so", () => {
  const metres = metresBetween(A.lat, A.lon, B.lat, B.lon);
  expect(new Travel(RULES).trip(A, B)).toEqual({
    seconds: expect.closeTo(30 + metres * 1.25 / 5, 6),
    basis: "default",
  });
});

test("learned speeds count on their part of the way, and in the direction they are of", () => {
  const squares = new CellSquares();
  const rows = [{ from: cell(A), to: cell(A), speed: 10, moves: 20 }];
  const travel = new Travel(RULES, new CellSpeeds(squares, rows));
  const near = { lat: 36.2, lon: 120.2001 };
  expect(travel.trip(A, near).basis).toBe("learned");
  expect(travel.trip(A, B).basis).toBe("default");
  expect(travel.trip(A, B).seconds).toBeLessThan(new Travel(RULES).trip(A, B).seconds);
  const step = Array.from({ length: 40 }, (_, i) => ({ lat: 36.2, lon: 120.2 + i * 0.001 }));
  const next = step.map(cell).find((one) => one !== cell(A))!;
  const ways = [
    { from: cell(A), to: next, speed: 8, moves: 5 },
    { from: next, to: cell(A), speed: 4, moves: 5 },
  ];
  const speeds = new CellSpeeds(squares, ways);
  const [here, there] = [squares.number(cell(A)), squares.number(next)];
  expect([speeds.between(here, there), speeds.between(there, here)]).toEqual([8, 4]);
});

test("a speed that nobody believes is held down, and one of somebody who stood is held up", () => {
  const squares = new CellSquares();
  const row = (i: number, speed: number) => ({ from: `a${i}`, to: `b${i}`, speed, moves: 10 });
  const speeds = new CellSpeeds(squares, [row(0, 2), row(1, 2), row(2, 2), row(3, 90), row(4, 0.01)]);
  expect(speeds.fastest).toBe(8);
  expect(speeds.between(squares.number("a4"), squares.number("b4"))).toBeCloseTo(0.3, 6);
});

test("no way is faster than the fastest says", () => {
  const squares = new CellSquares();
  const place = fc.record({
    lat: fc.double({ min: 36, max: 36.4, noNaN: true }),
    lon: fc.double({ min: 120, max: 120.5, noNaN: true }),
  });
  const learned = fc.array(
    fc.record({
      from: place.map(cell),
      to: place.map(cell),
      speed: fc.double({ min: 0, max: 40, noNaN: true }),
      moves: fc.integer({ min: 1, max: 50 }),
    }),
    { maxLength: 60 },
  );
  fc.assert(fc.property(place, place, learned, (from, to, rows) => {
    const travel = new Travel(RULES, new CellSpeeds(squares, rows));
    const metres = metresBetween(from.lat, from.lon, to.lat, to.lon);
    expect(travel.seconds(from, to, metres)).toBeGreaterThanOrEqual(travel.least(metres));
  }));
});

test("those who drive go by their own speeds, and where none is known by the median of all who drive, which is said", () => {
  const squares = new CellSquares();
  const row = (speed: number, moves: number, place = A) => ({
    from: cell(place),
    to: cell(place),
    speed,
    moves,
  });
  const speeds = new CellSpeeds(squares, [row(12, 30), row(4, 9, B)]);
  const driving = new Travel(RULES, speeds, { usual: speeds.usual });
  const travel = new Travel(RULES, null, { driving });
  expect([speeds.usual, new CellSpeeds(squares, []).usual]).toEqual([12, 0]);
  const far = { lat: 36.5, lon: 120.2 }, farther = { lat: 36.52, lon: 120.2 };
  const metres = metresBetween(far.lat, far.lon, farther.lat, farther.lon);
  expect(travel.of(true).trip(far, farther)).toEqual({
    seconds: expect.closeTo(30 + metres * 1.25 / 12, 6),
    basis: "usual",
  });
  expect(travel.of(true).trip(A, { lat: 36.2, lon: 120.2001 }).basis).toBe("learned");
  expect(travel.of(false).trip(A, { lat: 36.2, lon: 120.2001 }).basis).toBe("default");
  expect(new Travel(RULES).of(true), "known apart or not at all").toBeInstanceOf(Travel);
  expect(travel.leastOfAny(1_000)).toBe(driving.least(1_000));
  expect(travel.leastOfAny(1_000)).toBeLessThan(travel.least(1_000));
});
