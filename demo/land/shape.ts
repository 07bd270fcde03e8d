/** The hand-drawn shape of Haiwan: coast, islands, rivers, hills, borders and centres. Kilometres from the centre. */

export type Km = readonly [x: number, y: number];

/** `n` rough natural, `b` beach, `u` sea wall, `p` quays with piers; a letter says how the coast goes on from there. */
export type CoastKind = "n" | "b" | "u" | "p" | "far";

/** From the far west to the far north-east, land on the left. */
export const COAST: readonly (readonly [number, number, CoastKind])[] = [
  [-600, -268, "far"],
  [-430, -196, "far"],
  [-310, -176, "far"],
  [-236, -118, "far"],
  [-182, -96, "far"],
  [-150, -62, "far"],
  [-128, -70, "far"],
  [-116, -44, "far"],
  [-90, -46, "far"],
  [-72, -30, "far"],
  [-50, -34, "far"],
  [-30, -18, "n"],
  [-22, -14.3, "n"],
  [-17.6, -12.6, "n"],
  [-15.3, -13.5, "n"],
  [-13.7, -12.3, "b"],
  [-12.4, -12.9, "n"],
  [-10.6, -11.8, "b"],
  [-9.4, -12.2, "n"],
  [-7.8, -10.9, "n"],
  [-8.3, -9.6, "u"],
  [-9.7, -8.9, "u"],
  [-10.3, -7.7, "p"],
  [-10.1, -6.4, "p"],
  [-11.2, -4.9, "p"],
  [-12.7, -3.7, "p"],
  [-13.5, -2.1, "u"],
  [-13.3, -0.2, "u"],
  [-14.0, 1.5, "n"],
  [-13.5, 3.2, "n"],
  [-11.8, 4.2, "n"],
  [-9.9, 3.9, "n"],
  [-8.6, 4.5, "n"],
  [-7.2, 4.1, "n"],
  [-5.9, 3.4, "u"],
  [-5.0, 2.2, "u"],
  [-4.4, 0.6, "u"],
  [-4.8, -1.0, "p"],
  [-5.5, -2.3, "p"],
  [-5.7, -3.9, "p"],
  [-5.4, -5.2, "p"],
  [-5.9, -6.2, "u"],
  [-5.7, -7.5, "u"],
  [-4.7, -8.5, "u"],
  [-3.6, -8.2, "u"],
  [-2.8, -8.9, "n"],
  [-1.9, -8.2, "b"],
  [-1.0, -8.2, "n"],
  [-0.2, -8.9, "n"],
  [0.9, -8.3, "b"],
  [2.2, -7.4, "u"],
  [3.6, -7.4, "u"],
  [4.6, -8.0, "n"],
  [5.8, -7.0, "b"],
  [7.4, -6.6, "n"],
  [8.6, -7.3, "n"],
  [9.8, -6.2, "b"],
  [11.4, -6.5, "n"],
  [12.2, -7.6, "n"],
  [13.2, -6.4, "b"],
  [14.6, -5.8, "n"],
  [15.9, -6.3, "n"],
  [16.4, -4.6, "n"],
  [15.6, -3.2, "b"],
  [16.6, -1.8, "n"],
  [17.6, -0.9, "n"],
  [16.9, 0.8, "n"],
  [17.2, 2.4, "n"],
  [18.3, 3.6, "n"],
  [17.3, 5.2, "b"],
  [17.8, 7.0, "n"],
  [19.0, 8.6, "n"],
  [18.2, 10.6, "b"],
  [19.4, 13.1, "n"],
  [22, 17, "n"],
  [27, 18.5, "far"],
  [36, 25, "far"],
  [41, 36, "far"],
  [54, 30, "far"],
  [68, 36, "far"],
  [84, 58, "far"],
  [98, 48, "far"],
  [122, 56, "far"],
  [136, 82, "far"],
  [160, 74, "far"],
  [196, 96, "far"],
  [232, 150, "far"],
  [300, 168, "far"],
  [410, 260, "far"],
  [600, 322, "far"],
];

/** Centre, radius, and the district that it belongs to. */
export const ISLANDS = [
  { zh: "珠母岛", en: "Zhumu Island", x: 1.6, y: -11.9, r: 0.75, district: 0 },
  { zh: "灯塔礁", en: "Lighthouse Reef", x: -5.9, y: -9.9, r: 0.16, district: 0 },
  { zh: "大公岛", en: "Dagong Island", x: 13.4, y: -11.2, r: 0.95, district: 3 },
  { zh: "小公岛", en: "Xiaogong Island", x: 15.0, y: -10.4, r: 0.35, district: 3 },
  { zh: "鸥洲", en: "Gull Islet", x: -9.3, y: -2.6, r: 0.42, district: 5 },
] as const;

export interface River {
  readonly zh: string;
  readonly en: string;
  /** Metres wide at the source and at the mouth. */
  readonly width: readonly [number, number];
  readonly line: readonly Km[];
}

/** From source to mouth. The first three carry district borders along their middle. */
export const RIVERS: readonly River[] = [
  {
    zh: "清河",
    en: "Qing River",
    width: [120, 330],
    line: [[-5.5, 34], [-8, 24], [-6.9, 15], [-6.1, 12.6], [-7.2, 10.6], [-6.5, 8.6], [-7.7, 6.9], [
      -7.9,
      5.5,
    ], [
      -8.6,
      4.5,
    ], [-9.0, 3.4]],
  },
  {
    zh: "石溪",
    en: "Shixi River",
    width: [36, 150],
    line: [[8.5, 6.9], [7.0, 4.8], [5.2, 4.9], [3.6, 3.7], [1.8, 4.0], [0.3, 2.8], [-1.6, 3.2], [-3.2, 2.3], [
      -5.0,
      2.2,
    ], [-6.0, 2.0]],
  },
  {
    zh: "金沙河",
    en: "Jinsha River",
    width: [50, 150],
    line: [[-34, 12], [-24, 8.0], [-18.2, 5.6], [-16.4, 4.3], [-15.3, 2.9], [-14.0, 1.5], [-13.0, 1.2]],
  },
  {
    zh: "松涧",
    en: "Songjian Brook",
    width: [20, 60],
    line: [[12.4, 0.6], [11.9, -1.2], [11.1, -2.9], [11.0, -4.4], [10.5, -5.6], [10.3, -6.5]],
  },
];

export const LAKES = [
  { zh: "云岭水库", en: "Yunling Reservoir", x: 8.7, y: 7.3, r: 0.62 },
  { zh: "镜湖", en: "Mirror Lake", x: -11.0, y: 8.7, r: 0.42 },
] as const;

/** Round hills: place, radius (km), height (m). */
export const HILLS: readonly (readonly [x: number, y: number, r: number, h: number])[] = [
  [13.4, 3.6, 3.6, 900],
  [14.6, 0.6, 1.8, 520],
  [11.2, 8.2, 2.9, 640],
  [14.8, 9.4, 2.4, 520],
  [9.1, -1.8, 1.25, 380],
  [14.2, -2.6, 0.9, 260],
  [-1.7, -5.2, 0.62, 170],
  [-3.3, -6.6, 0.42, 250],
  [2.6, -3.3, 0.72, 200],
  [5.5, -4.2, 0.62, 190],
  [-15.1, -10.1, 1.75, 420],
  [-10.4, -10.3, 0.72, 210],
  [1.3, 10.3, 1.15, 220],
  [5.0, 13.0, 1.6, 300],
  [-8.9, 13.0, 0.8, 150],
  [-17.2, 9.8, 1.0, 180],
];

/** Where people live: place, radius (km), weight, and the usual distance between streets there (m). */
export const CENTRES: readonly (readonly [x: number, y: number, r: number, w: number, grain: number])[] = [
  [-4.0, -6.2, 2.1, 1.1, 105],
  [-3.4, -3.4, 1.9, 0.95, 125],
  [-0.2, -6.8, 1.7, 0.8, 135],
  [3.2, -5.9, 2.5, 1.1, 150],
  [7.0, -5.3, 1.9, 0.9, 160],
  [-1.0, -1.2, 2.8, 1.0, 140],
  [3.8, 0.0, 2.6, 0.9, 165],
  [7.6, 1.6, 1.5, 0.7, 190],
  [-1.8, 6.0, 2.9, 0.9, 160],
  [2.4, 6.4, 1.7, 0.65, 170],
  [-3.4, 10.6, 1.9, 0.75, 190],
  [-11.0, 7.6, 3.1, 0.95, 190],
  [-14.6, 6.6, 1.6, 0.6, 220],
  [-12.0, 12.0, 1.5, 0.5, 210],
  [-14.1, -6.4, 2.5, 0.95, 170],
  [-12.9, -9.6, 1.4, 0.55, 170],
  [-15.6, -2.0, 2.0, 0.7, 210],
  [-11.6, -5.9, 1.5, 0.8, 250],
  [-11.6, -11.2, 0.9, 0.55, 160],
  [-5.0, 4.6, 1.2, 0.55, 200],
  [12.6, -4.6, 1.6, 0.85, 150],
  [16.9, 6.0, 0.7, 0.55, 150],
  [16.6, 11.9, 1.3, 0.65, 160],
  [7.6, 12.0, 0.9, 0.5, 160],
  [15.6, -4.6, 0.6, 0.5, 150],
];

/** Grids with a will of their own: place, radius (km), direction (degrees from east). */
export const GRIDS: readonly (readonly [x: number, y: number, r: number, degrees: number])[] = [
  [-4.4, -6.6, 1.2, 38],
  [-3.2, -3.6, 1.6, 82],
  [0.6, -1.0, 2.2, 4],
  [3.4, -5.9, 1.8, 6],
  [7.2, -5.4, 1.4, 20],
  [4.4, 0.4, 1.8, 12],
  [-2.0, 6.2, 2.2, 98],
  [2.8, 6.6, 1.4, 75],
  [-3.6, 11.0, 1.6, 66],
  [-11.2, 6.6, 2.6, 2],
  [-14.8, 8.0, 2.0, 14],
  [-14.4, -6.4, 2.0, 72],
  [-15.8, -1.6, 1.8, 95],
  [12.8, -4.6, 1.2, 28],
  [16.4, 11.8, 1.2, 40],
];

/** Streets that run around a place instead of past it: place and radius (km). */
export const ROUNDS: readonly (readonly [x: number, y: number, r: number])[] = [
  [-11.0, 8.7, 1.5],
  [-4.3, -5.9, 0.45],
  [3.9, -1.0, 0.8],
];

/** The municipal border inland, from the coast in the south-west to the coast in the north-east. */
export const BORDER: readonly Km[] = [
  [-17.6, -12.6],
  [-18.3, -8.2],
  [-17.6, -3.2],
  [-18.5, 1.6],
  [-18.2, 5.6],
  [-17.9, 10.8],
  [-16.4, 14.5],
  [-11.2, 14.1],
  [-6.9, 15],
  [-1.2, 14.3],
  [3.0, 15.0],
  [9.6, 14.3],
  [14.6, 14.9],
  [19.4, 13.1],
];

/** Ridge and street lines between districts; ends that touch coast, river or border are snapped to them. */
export const DIVIDES = {
  /** Old Town | Seaside, from the south coast to the Shixi. */
  harbour: [[-0.2, -8.9], [-0.9, -6.9], [-0.5, -4.6], [-0.7, -2.4], [0.1, 0.4], [0.3, 2.8]],
  /** Seaside | Yunling, from the south coast to the upper Shixi. */
  saddle: [[8.6, -7.3], [8.9, -5.2], [9.0, -3.4], [8.9, -1.7], [8.0, 0.2], [7.9, 2.4], [7.0, 4.8]],
  /** Shunhe | Yunling, from the upper Shixi to the northern border. */
  ridge: [[7.0, 4.8], [6.3, 6.8], [7.3, 9.2], [6.0, 11.4], [6.2, 13.0], [9.6, 14.3]],
} as const satisfies Record<string, readonly Km[]>;

/** The airport's two runways: centre, length and direction. */
export const RUNWAYS: readonly (readonly [x: number, y: number, length: number, degrees: number])[] = [
  [-15.2, 12.1, 3.2, 78],
  [-14.2, 11.9, 3.0, 78],
];
