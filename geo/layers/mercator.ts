/** The Mercator projection of all web maps: parts of the world's width, y southwards. Pure. */

export function xOf(lon: number): number {
  return (lon + 180) / 360;
}

export function yOf(lat: number): number {
  const sine = Math.sin(lat * Math.PI / 180);
  return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
}

export function lonOf(x: number): number {
  return x * 360 - 180;
}

export function latOf(y: number): number {
  return Math.atan(Math.sinh((0.5 - y) * 2 * Math.PI)) * 180 / Math.PI;
}
