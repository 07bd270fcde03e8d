/** The page side of draw.ts: paints one frame of one scene on a canvas, as a street camera would see it. */
import { crossing } from "./crossing.ts";
import { gate } from "./gate.ts";
import { market } from "./market.ts";
import { promenade } from "./promenade.ts";
import type { Scene } from "./scene.ts";
import { FPS, HEIGHT, Stage, WIDTH } from "./stage.ts";

const SCENES: Readonly<Record<string, Scene>> = { crossing, promenade, market, gate };
const TITLES: Readonly<Record<string, string>> = {
  crossing: "路口",
  promenade: "海滨",
  market: "市场",
  gate: "港区",
};

const canvas = document.createElement("canvas");
canvas.width = WIDTH;
canvas.height = HEIGHT;
document.body.append(canvas);
const ctx = canvas.getContext("2d", { willReadFrequently: true })!;

function paint(name: string, light: "day" | "night", frame: number): string {
  const scene = SCENES[name]!, t = frame / FPS;
  const [top, foot] = (light === "night" ? scene.sky.night : scene.sky.day)!;
  const sky = ctx.createLinearGradient(0, 0, 0, HEIGHT * 0.6);
  sky.addColorStop(0, `rgb(${top.join()})`);
  sky.addColorStop(1, `rgb(${foot.join()})`);
  ctx.fillStyle = sky;
  ctx.fillRect(0, 0, WIDTH, HEIGHT);
  const stage = new Stage(ctx, scene.look, {
    haze: foot,
    half: scene.half,
    light: light === "night" ? 0.42 : 1,
  });
  scene.draw(stage, t, frame);
  caption(name, Math.floor(t));
  return canvas.toDataURL("image/jpeg", 0.96);
}

/** Burnt in, as cameras do: the city, what is seen, and the second of the minute. */
function caption(name: string, second: number): void {
  const write = (text: string, x: number, align: CanvasTextAlign) => {
    ctx.textAlign = align;
    ctx.lineWidth = 4;
    ctx.lineJoin = "round";
    ctx.strokeStyle = "rgba(0,0,0,0.75)";
    ctx.strokeText(text, x, 30);
    ctx.fillStyle = "#fff";
    ctx.fillText(text, x, 30);
  };
  ctx.font = "500 19px 'Noto Sans SC Variable', sans-serif";
  write(`海湾市 · ${TITLES[name]}`, 16, "left");
  ctx.font = "600 24px 'Noto Sans SC Variable', sans-serif";
  write(`:${String(second).padStart(2, "0")}`, WIDTH - 16, "right");
}

Object.assign(globalThis, { paint });
