/** What a line of the arrangement is: a class of road, or something else that divides the ground. */

/** Classes of road, from the most to the least important; the number is what graph columns hold. */
export const ROAD = { motorway: 0, major: 1, minor: 2, street: 3 } as const;
export type RoadClass = (typeof ROAD)[keyof typeof ROAD];

/** Municipal is the inland border of the city, a divide lies between districts, a hedge across empty ground. */
export const EDGE = { ...ROAD, coast: 4, municipal: 5, divide: 6, bank: 7, hedge: 8 } as const;

export function isRoad(kind: number): kind is RoadClass {
  return kind <= ROAD.street;
}

/** Of two lines in the same place the one with the lower rank stays. */
export function rankOf(kind: number): number {
  return kind >= EDGE.coast && kind <= EDGE.divide ? kind - EDGE.coast : kind + 3;
}

/** Paved width in metres, by class. */
export const WIDTH = [34, 30, 18, 11] as const;
