/** The page side of draw.ts: paints one frame of one scene on a canvas, as a street camera would see it. */
import { crossing } from "./crossing.ts";
import { gate } from "./gate.ts";
import { market } from "./market.ts";
import { promenade } from "./promenade.ts";
import type { SceneName } from "../scenes.ts";
import type { Scene } from "./scene.ts";
import { FPS, HEIGHT, Stage, WIDTH } from "./stage.ts";

const SCENES: Readonly<Record<SceneName, Scene>> = { crossing, promenade, market, gate };
const TITLES: Readonly<Record<SceneName, string>> = {
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

/** `look`: which of the scene's cameras sees it. */
function paint(name: SceneName, look: number, light: "day" | "night", frame: number): string {
  const scene = SCENES[name], t = frame / FPS;
  const [top, foot] = scene.sky[light];
  const sky = ctx.createLinearGradient(0, 0, 0, HEIGHT * 0.6);
  sky.addColorStop(0, `rgb(${top.join()})`);
  sky.addColorStop(1, `rgb(${foot.join()})`);
  ctx.fillStyle = sky;
  ctx.fillRect(0, 0, WIDTH, HEIGHT);
  const stage = new Stage(ctx, scene.looks[look]!, {
    haze: foot,
    half: scene.half,
    light: light === "night" ? 0.42 : 1,
  });
  scene.draw(stage, t, frame);
  caption(name);
  return canvas.toDataURL("image/jpeg", 0.96);
}

/** Burnt in, as cameras do: the city and what is seen. No clock: a camera shows its clip from a second of its own. */
function caption(name: SceneName): void {
  ctx.font = "500 19px 'Noto Sans SC Variable', sans-serif";
  ctx.lineWidth = 4;
  ctx.lineJoin = "round";
  ctx.strokeStyle = "rgba(0,0,0,0.75)";
  ctx.fillStyle = "#fff";
  const text = `海湾市 · ${TITLES[name]}`;
  ctx.strokeText(text, 16, 30);
  ctx.fillText(text, 16, 30);
}

Object.assign(globalThis, { paint });
