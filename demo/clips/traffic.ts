/** Cars in lanes before traffic lights, stepped once for a whole minute that joins up with itself. */
import { FPS, SECONDS } from "./stage.ts";

export interface Car {
  /** Metres along the lane; the stop line is at 0. */
  readonly at: number;
  readonly braking: boolean;
  readonly number: number;
}

const DESIRED = 10.5, ACCELERATION = 1.9, COMFORT = 2.4, GAP = 2, LENGTH = 4.6, HEADWAY = 1.1;

/**
 * Frames of one lane: `arrivals` are seconds of the minute at which a car comes into view at `start` metres; `green(t)`
 * says whether the light lets cars pass. Intelligent driver model (Treiber, 2000); a red light is a car that stands.
 */
export function drive(
  arrivals: readonly number[],
  start: number,
  end: number,
  green: (second: number) => boolean,
): Car[][] {
  const frames: Car[][] = [];
  const cars: { at: number; speed: number; number: number }[] = [];
  const dt = 1 / FPS;
  // Two minutes to settle, then the one that is kept: the queue clears at every green, so that the ends meet.
  for (let f = -2 * SECONDS * FPS; f < SECONDS * FPS; f++) {
    const t = ((f / FPS) % SECONDS + SECONDS) % SECONDS;
    arrivals.forEach((second, number) => {
      if (Math.abs(t - second) < dt / 2) cars.push({ at: start, speed: DESIRED * 0.9, number });
    });
    const frame: Car[] = [];
    cars.sort((a, b) => b.at - a.at);
    const before = cars.map(({ at, speed }) => ({ at, speed }));
    cars.forEach((car, i) => {
      const ahead = before[i - 1];
      let gap = ahead ? ahead.at - LENGTH - car.at : Infinity, closing = ahead ? car.speed - ahead.speed : 0;
      if (!green(t) && car.at < 0.5 && -car.at > car.speed * car.speed / 9 && -car.at < gap) {
        gap = Math.max(0.1, -car.at);
        closing = car.speed;
      }
      const wish = GAP +
        Math.max(0, car.speed * HEADWAY + car.speed * closing / (2 * Math.sqrt(ACCELERATION * COMFORT)));
      const pull = ACCELERATION *
        (1 - (car.speed / DESIRED) ** 4 - (gap === Infinity ? 0 : (wish / gap) ** 2));
      car.speed = Math.max(0, car.speed + Math.max(-6, pull) * dt);
      car.at += car.speed * dt;
      if (f >= 0) frame.push({ at: car.at, braking: pull < -0.6 || car.speed < 0.3, number: car.number });
    });
    while (cars.length > 0 && cars[0]!.at > end) cars.shift();
    if (f >= 0) frames.push(frame);
  }
  return frames;
}
