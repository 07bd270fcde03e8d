/**
 * The picture of a wall and the part of it that this window shows: all of it, all of it scaled (`?preview`), or the part
 * of one screen among several (`?screen`). Pure.
 */

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Display {
  /** Size of the whole picture, px; everything on it is laid out in these. */
  readonly picture: Size;
  /** What this window shows of it, in the picture's px. */
  readonly part: Box;
  /** Window px per px of the picture; below 1 in a preview on a smaller window. */
  readonly scale: number;
  /** Where the picture's corner is in the window, px of the window. */
  readonly left: number;
  readonly top: number;
  /** How many screens show the picture together. */
  readonly screens: number;
  /** Where each of their rows begins, px of the picture. */
  readonly rows: readonly number[];
}

/** One screen of several: `index` counts from 1, by rows. */
export interface ScreenPart {
  readonly columns: number;
  readonly rows: number;
  readonly index: number;
  /** Px of the picture that the frames between two screens hide. */
  readonly bezel: Size;
}

const MOST_SCREENS = 64;
const FIRST_PREVIEW: Size = { width: 1920, height: 1080 };

export function displayOf(search: string, window: Size): Display {
  const preview = readPreview(search);
  if (preview) return previewed(preview, window);
  const part = readScreen(search);
  if (part) return partOf(part, window);
  const { width, height } = window;
  const whole = { x: 0, y: 0, width, height };
  return { picture: { width, height }, part: whole, scale: 1, left: 0, top: 0, screens: 1, rows: [0] };
}

/** `?preview` is the picture of a 1920×1080 wall, `?preview=5760x2160` that of a larger one. */
export function readPreview(search: string): Size | null {
  const text = new URLSearchParams(search).get("preview");
  if (text === null) return null;
  const size = readSize(text);
  return size && size.width >= 320 && size.height >= 320 && size.width <= 16_384 && size.height <= 16_384
    ? size
    : FIRST_PREVIEW;
}

/** `?screen=3x2:4`: the fourth of three by two screens, the first of the lower row. */
export function readScreen(search: string): ScreenPart | null {
  const query = new URLSearchParams(search);
  const match = /^(\d+)x(\d+):(\d+)$/.exec(query.get("screen") ?? "");
  if (!match) return null;
  const [columns, rows, index] = match.slice(1).map(Number) as [number, number, number];
  const screens = columns * rows;
  if (screens < 1 || screens > MOST_SCREENS || index < 1 || index > screens) return null;
  return { columns, rows, index, bezel: readSize(query.get("bezel") ?? "") ?? { width: 0, height: 0 } };
}

/** A pixel of the window in the picture. */
export function inPicture({ part, scale, left, top }: Display, at: { x: number; y: number }) {
  return { x: (at.x - left) / scale + part.x, y: (at.y - top) / scale + part.y };
}

/**
 * What this window's map covers: its part and, towards neighbouring screens, a margin that nobody sees, so that a name whose
 * middle is on the other screen is drawn up to the seam on this one.
 */
export function mapBox({ picture, part }: Display, margin: number): Box {
  const x = Math.max(0, part.x - margin);
  const y = Math.max(0, part.y - margin);
  return {
    x,
    y,
    width: Math.min(picture.width, part.x + part.width + margin) - x,
    height: Math.min(picture.height, part.y + part.height + margin) - y,
  };
}

/** Whether any of a box is in this window. */
export function meets({ x, y, width, height }: Box, part: Box): boolean {
  return x < part.x + part.width && x + width > part.x && y < part.y + part.height && y + height > part.y;
}

function previewed(picture: Size, window: Size): Display {
  const scale = Math.min(window.width / picture.width, window.height / picture.height);
  return {
    picture,
    part: { x: 0, y: 0, ...picture },
    scale,
    left: (window.width - picture.width * scale) / 2,
    top: (window.height - picture.height * scale) / 2,
    screens: 1,
    rows: [0],
  };
}

function partOf({ columns, rows, index, bezel }: ScreenPart, { width, height }: Size): Display {
  const column = (index - 1) % columns;
  const row = Math.floor((index - 1) / columns);
  return {
    picture: {
      width: columns * width + (columns - 1) * bezel.width,
      height: rows * height + (rows - 1) * bezel.height,
    },
    part: { x: column * (width + bezel.width), y: row * (height + bezel.height), width, height },
    scale: 1,
    left: 0,
    top: 0,
    screens: columns * rows,
    rows: Array.from({ length: rows }, (_, i) => i * (height + bezel.height)),
  };
}

function readSize(text: string): Size | null {
  const match = /^(\d{1,5})x(\d{1,5})$/.exec(text);
  return match ? { width: Number(match[1]), height: Number(match[2]) } : null;
}
