/** The one door to hls.js: plays a live stream in a video element, watches that it moves, and comes back after failures. */
import { backOff } from "./back_off.ts";
import type { default as Hls, ErrorData } from "hls.js";
// @ts-types="./built_url.d.ts"
import hlsWorker from "hls.js/dist/hls.worker.js?url";

/** All times are epoch ms of the city's clock. */
export type Playing =
  | { readonly kind: "loading" }
  /** `at`: when the frame that is shown was taken; null when the stream does not say. */
  | { readonly kind: "live"; readonly at: number | null }
  /** The picture stands still: `at` is when it was taken, or when it stopped. */
  | { readonly kind: "stalled"; readonly at: number }
  /** There is no picture; `since` is when the last one was taken, or when the first was asked for. */
  | { readonly kind: "dead"; readonly since: number };

export interface PlayOptions {
  /** The city's clock, epoch ms. */
  readonly now: () => number;
  /** Told of every change, and of the time of the picture once a second. */
  readonly report: (state: Playing) => void;
}

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
/** A picture that stands still for so long says so, */
const STALLED_MS = 3_000;
/** and after so long is opened anew. */
const STUCK_MS = 8_000;

/** Plays until the returned function is called. */
export function play(video: HTMLVideoElement, url: string, options: PlayOptions): () => void {
  const player = new Player(video, url, options);
  void player.open();
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
  #movedAt: number;
  /** When the newest picture was taken; null before the first. */
  #frameAt: number | null = null;

  constructor(
    private readonly video: HTMLVideoElement,
    private readonly url: string,
    private readonly options: PlayOptions,
  ) {
    this.#movedAt = options.now();
  }

  async open(): Promise<void> {
    const { now, report } = this.options;
    this.#movedAt = now();
    this.#watch ??= setInterval(() => this.#look(), WATCH_MS) as unknown as number;
    if (this.#deadSince === null) report({ kind: "loading" });
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
    if (this.#retry !== undefined) return;
    const now = this.options.now();
    const { currentTime } = this.video;
    if (currentTime !== this.#position && currentTime > 0) {
      this.#position = currentTime;
      this.#movedAt = now;
      this.#tries = 0;
      this.#deadSince = null;
      const at = this.#takenAt(now);
      this.#frameAt = at ?? now;
      return this.options.report({ kind: "live", at });
    }
    if (now - this.#movedAt > STUCK_MS) return this.#failed();
    if (now - this.#movedAt > STALLED_MS && this.#position > 0) {
      this.options.report({ kind: "stalled", at: this.#frameAt ?? this.#movedAt });
    }
  }

  /** By the camera's own clock where the stream carries it, else by how far it is behind its own end. */
  #takenAt(now: number): number | null {
    const date = this.#hls?.playingDate?.getTime();
    // A camera whose clock runs ahead cannot show what is to come.
    if (date !== undefined && Number.isFinite(date)) return Math.min(date, now);
    const latency = this.#hls?.latency;
    return latency !== undefined && latency > 0 ? now - latency * 1000 : null;
  }

  #failed(): void {
    if (this.#closed || this.#retry !== undefined) return;
    this.#deadSince ??= this.#frameAt ?? this.#movedAt;
    this.options.report({ kind: "dead", since: this.#deadSince });
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
