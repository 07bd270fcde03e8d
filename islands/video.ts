/** The one door to hls.js: plays a live stream in a video element, watches that it moves, and comes back after failures. */
import { backOff } from "./back_off.ts";
import type { default as Hls, ErrorData } from "hls.js";
// @ts-types="./built_url.d.ts"
import hlsWorker from "hls.js/dist/hls.worker.js?url";

export type Playing =
  | { readonly kind: "loading" }
  /** Seconds behind the camera, when the stream says. */
  | { readonly kind: "live"; readonly latency: number | null }
  | { readonly kind: "dead"; readonly since: number };

/** Bounded, because a wall plays for months: the library's defaults keep everything it ever loaded. */
const LIMITS = {
  backBufferLength: 10,
  maxBufferLength: 10,
  maxMaxBufferLength: 30,
  maxBufferSize: 10_000_000,
  capLevelToPlayerSize: true,
  liveDurationInfinity: true,
} as const;

const WATCH_MS = 1_000;
/** A picture that stands still for so long is no live picture. */
const STUCK_MS = 8_000;

/** Plays until the returned function is called. `report` tells every change, and the latency once a second. */
export function play(video: HTMLVideoElement, url: string, report: (state: Playing) => void): () => void {
  const player = new Player(video, url, report);
  player.open();
  return () => player.close();
}

class Player {
  #hls: Hls | null = null;
  #closed = false;
  #tries = 0;
  #deadSince: number | null = null;
  #retry: number | undefined;
  #watch: number | undefined;
  #position = -1;
  #movedAt = Date.now();

  constructor(
    private readonly video: HTMLVideoElement,
    private readonly url: string,
    private readonly report: (state: Playing) => void,
  ) {}

  async open(): Promise<void> {
    this.#movedAt = Date.now();
    this.#watch ??= setInterval(() => this.#look(), WATCH_MS) as unknown as number;
    if (this.#deadSince === null) this.report({ kind: "loading" });
    const { default: Hls } = await import("hls.js");
    if (this.#closed) return;
    if (!Hls.isSupported()) return this.#openNative();
    const hls = new Hls({ ...LIMITS, workerPath: hlsWorker });
    this.#hls = hls;
    hls.on(Hls.Events.ERROR, (_event: unknown, { fatal, type }: ErrorData) => {
      if (!fatal) return;
      // A decoder that stumbled is asked once to go on; everything else starts anew after a pause.
      if (type === Hls.ErrorTypes.MEDIA_ERROR && this.#tries === 0) {
        this.#tries++;
        hls.recoverMediaError();
      } else this.#failed();
    });
    hls.loadSource(this.url);
    hls.attachMedia(this.video);
    this.#start();
  }

  close(): void {
    this.#closed = true;
    clearInterval(this.#watch);
    clearTimeout(this.#retry);
    this.#drop();
  }

  /** Safari plays HLS itself. */
  #openNative(): void {
    this.video.src = this.url;
    this.#start();
  }

  #start(): void {
    this.video.muted = true;
    this.video.play().catch(() => {
      // Refused or interrupted: the watch below sees whether the picture moves.
    });
  }

  #look(): void {
    const now = Date.now();
    const { currentTime } = this.video;
    if (currentTime !== this.#position && currentTime > 0) {
      this.#position = currentTime;
      this.#movedAt = now;
      this.#tries = 0;
      this.#deadSince = null;
      const latency = this.#hls?.latency;
      this.report({ kind: "live", latency: latency !== undefined && latency > 0 ? latency : null });
    } else if (now - this.#movedAt > STUCK_MS && this.#retry === undefined) this.#failed();
  }

  #failed(): void {
    if (this.#closed || this.#retry !== undefined) return;
    this.#deadSince ??= Math.min(this.#movedAt, Date.now());
    this.report({ kind: "dead", since: this.#deadSince });
    this.#drop();
    this.#retry = setTimeout(() => {
      this.#retry = undefined;
      void this.open();
    }, backOff(this.#tries++, Math.random())) as unknown as number;
  }

  #drop(): void {
    this.#hls?.destroy();
    this.#hls = null;
    this.#position = -1;
    this.video.removeAttribute("src");
    this.video.load();
  }
}
