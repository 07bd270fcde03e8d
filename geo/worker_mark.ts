/** How a worker is marked on the wire and on the map: small numbers that go to the GPU as they are. */

export const WORKER_STATE = { free: 0, assigned: 1, silent: 2, onScene: 3 } as const;

/** Heading byte of a worker that did not say where it is heading; others are 360°/255 steps. */
export const NO_HEADING = 255;
