/** The atlas of map markers, drawn on a canvas once a theme: severities by shape, and cameras. */
import { cssOf, type MarkColours } from "./mark_colours.ts";

/** One square of the atlas, px. */
const TILE = 96;
export const ICONS = [
  "open-1",
  "open-2",
  "open-3",
  "open-4",
  "sent-1",
  "sent-2",
  "sent-3",
  "sent-4",
  "camera",
] as const;
export type IconName = (typeof ICONS)[number];

interface AtlasEntry {
  x: number;
  y: number;
  width: number;
  height: number;
  anchorX: number;
  anchorY: number;
  mask: boolean;
}

/** Where each marker lies in the atlas, as deck.gl wants it. */
export const ICON_MAPPING: Readonly<Record<IconName, AtlasEntry>> = Object.fromEntries(
  ICONS.map((name, i) => [name, {
    x: i * TILE,
    y: 0,
    width: TILE,
    height: TILE,
    anchorX: TILE / 2,
    anchorY: TILE / 2,
    mask: false,
  }]),
) as unknown as Record<IconName, AtlasEntry>;

/** A picture, not its address: fetching a data URL is against the content security policy. */
export type Atlas = HTMLCanvasElement;

/** The part of a canvas's context that the markers need; tests give one that writes down what was drawn. */
export type Pen =
  & Pick<
    CanvasRenderingContext2D,
    | "beginPath"
    | "closePath"
    | "moveTo"
    | "lineTo"
    | "arc"
    | "rect"
    | "fill"
    | "stroke"
    | "save"
    | "restore"
    | "translate"
  >
  & { fillStyle: unknown; strokeStyle: unknown; lineWidth: number; lineJoin: CanvasLineJoin };

export const ATLAS_SIZE = { width: TILE * ICONS.length, height: TILE } as const;

export function drawAtlas(pen: Pen, colours: MarkColours): void {
  ICONS.forEach((name, i) => {
    pen.save();
    pen.translate(i * TILE + TILE / 2, TILE / 2);
    pen.lineJoin = "round";
    if (name === "camera") drawCamera(pen, colours);
    else drawSeverity(pen, { severity: Number(name.at(-1)), sent: name.startsWith("sent"), colours });
    pen.restore();
  });
}

interface SeverityMark {
  readonly severity: number;
  readonly sent: boolean;
  readonly colours: MarkColours;
}

/** Open ones are filled; once somebody was sent, the shape is a frame: it needs less attention. */
function drawSeverity(pen: Pen, { severity, sent, colours }: SeverityMark): void {
  const colour = cssOf(colours.severity[severity - 1]!), ink = cssOf(colours.ink);
  traceShape(pen, severity, sent ? 26 : 30);
  pen.lineWidth = sent ? 22 : 10;
  pen.strokeStyle = ink;
  pen.stroke();
  if (sent) {
    pen.lineWidth = 10;
    pen.strokeStyle = colour;
    pen.fillStyle = ink;
  } else pen.fillStyle = colour;
  pen.fill();
  if (sent) pen.stroke();
}

/** ● ▲ ◆ ■ */
function traceShape(pen: Pen, severity: number, r: number): void {
  pen.beginPath();
  if (severity === 1) pen.arc(0, 0, r, 0, Math.PI * 2);
  else if (severity === 4) pen.rect(-r * 0.8, -r * 0.8, r * 1.6, r * 1.6);
  else {
    const corners = severity === 2
      ? [[0, -r * 1.1], [r * 1.1, r * 0.85], [-r * 1.1, r * 0.85]]
      : [[0, -r * 1.15], [r * 1.15, 0], [0, r * 1.15], [-r * 1.15, 0]];
    corners.forEach(([x, y], i) => i === 0 ? pen.moveTo(x!, y!) : pen.lineTo(x!, y!));
    pen.closePath();
  }
}

function drawCamera(pen: Pen, { ink, camera }: MarkColours): void {
  pen.beginPath();
  pen.rect(-30, -18, 40, 36);
  pen.moveTo(14, -4);
  pen.lineTo(32, -16);
  pen.lineTo(32, 16);
  pen.lineTo(14, 4);
  pen.closePath();
  // A frame: a filled one would be a small ■ from afar.
  pen.lineWidth = 18;
  pen.strokeStyle = cssOf(ink);
  pen.stroke();
  pen.fillStyle = cssOf(ink);
  pen.fill();
  pen.lineWidth = 8;
  pen.strokeStyle = cssOf(camera);
  pen.stroke();
}
