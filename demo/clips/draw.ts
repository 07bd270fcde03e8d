/**
 * Draws the demo's camera clips: paints each frame in a browser and pipes them through ffmpeg into fMP4 segments of two
 * seconds. Needs Debian's chromium and ffmpeg; run as `deno run -A demo/clips/draw.ts [clip-light …]`. The clips are
 * committed, so that nobody else needs either.
 */
import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { chromium, type Page } from "playwright-core";
import { CLIPS, lookOf } from "../scenes.ts";
import { FPS, SECONDS } from "./stage.ts";

const HERE = import.meta.dirname!;
const WORK = join(Deno.env.get("TMPDIR") ?? "/tmp", "haiwan-clips");
const ALL = CLIPS.flatMap((clip) => [`${clip}-day`, `${clip}-night`]);
/** Quality of x264; a higher number is smaller and coarser. */
const CRF = Number(Deno.env.get("CRF") ?? 37);

async function openPage(): Promise<{ page: Page; close: () => Promise<void> }> {
  mkdirSync(WORK, { recursive: true });
  const bundle = await new Deno.Command(Deno.execPath(), {
    args: ["bundle", "-q", "--platform", "browser", join(HERE, "film.ts"), "-o", join(WORK, "film.js")],
  }).output();
  if (!bundle.success) throw new Error(`Bundling film.ts failed: ${new TextDecoder().decode(bundle.stderr)}`);
  const font = join(HERE, "../../node_modules/@fontsource-variable/noto-sans-sc/index.css");
  Deno.writeTextFileSync(
    join(WORK, "film.html"),
    `<meta charset=utf-8><link rel=stylesheet href="file://${font}"><body>海湾市路口海滨市场港区<script type=module src=film.js></script>`,
  );
  const browser = await chromium.launch({
    executablePath: Deno.env.get("CHROMIUM") ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--allow-file-access-from-files"],
  });
  const page = await browser.newPage();
  await page.goto(`file://${join(WORK, "film.html")}`);
  await page.evaluate(
    `document.fonts.load("500 20px 'Noto Sans SC Variable'", "海湾市路口滨场港区·")`,
  );
  return { page, close: () => browser.close() };
}

function encoder(folder: string): Deno.ChildProcess {
  return new Deno.Command("ffmpeg", {
    cwd: folder,
    stdin: "piped",
    stdout: "null",
    stderr: "inherit",
    // deno-fmt-ignore
    args: [
      "-v", "error", "-y", "-f", "image2pipe", "-c:v", "mjpeg", "-framerate", `${FPS}`, "-i", "-",
      "-c:v", "libx264", "-profile:v", "main", "-preset", "veryslow", "-tune", "animation", "-crf", `${CRF}`,
      "-pix_fmt", "yuv420p", "-bf", "0", "-g", `${2 * FPS}`, "-keyint_min", `${2 * FPS}`, "-sc_threshold", "0",
      "-map_metadata", "-1", "-fflags", "+bitexact", "-flags:v", "+bitexact",
      "-f", "hls", "-hls_time", "2", "-hls_list_size", "0", "-hls_segment_type", "fmp4",
      "-hls_flags", "independent_segments", "-hls_fmp4_init_filename", "init.mp4",
      "-hls_segment_filename", "seg-%02d.m4s", "list.m3u8",
    ],
  }).spawn();
}

async function draw(page: Page, clip: string): Promise<void> {
  const [name, light] = clip.split("-");
  const { scene, look } = lookOf(name!);
  const folder = join(WORK, clip);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const ffmpeg = encoder(folder), input = ffmpeg.stdin.getWriter();
  for (let frame = 0; frame < SECONDS * FPS; frame++) {
    const url: string = await page.evaluate(
      `paint(${[scene, look, light, frame].map((part) => JSON.stringify(part)).join()})`,
    );
    await input.write(Uint8Array.from(atob(url.slice(url.indexOf(",") + 1)), (c) => c.charCodeAt(0)));
  }
  await input.close();
  if (!(await ffmpeg.status).success) throw new Error(`ffmpeg failed on ${clip}; its message is above`);
  rmSync(join(folder, "list.m3u8"));
  const target = join(HERE, clip);
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target);
  let bytes = 0;
  for (const file of readdirSync(folder)) {
    bytes += Deno.statSync(join(folder, file)).size;
    Deno.copyFileSync(join(folder, file), join(target, file));
  }
  // deno-lint-ignore no-console -- a tool of the command line
  console.log(`${clip}: ${readdirSync(target).length - 1} segments, ${Math.round(bytes / 1024)} KB`);
}

if (import.meta.main) {
  const { page, close } = await openPage();
  try {
    for (const clip of Deno.args.length > 0 ? Deno.args : ALL) await draw(page, clip);
  } finally {
    await close();
  }
}
