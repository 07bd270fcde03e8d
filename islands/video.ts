/** The one door to hls.js: plays a live stream in a video element, watches that it moves, and comes back after failures. */
import { backOff } from "./back_off.ts";
import type { default as Hls, ErrorData } from "hls.js";
import { PictureWatch, type Playing } from "./picture_watch.ts";
// @ts-types="./built_url.d.ts"
import hlsWorker from "hls.js/dist/hls.worker.js?url";

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
  #retry: number | undefined;
  #timer: number | undefined;
  /** The request to be told of the next frame that is painted, and whether there was one. */
  #asked: number | undefined;
  #painted = false;
  #position = 0;
  readonly #watch: PictureWatch;

  constructor(
    private readonly video: HTMLVideoElement,
    private readonly url: string,
    private readonly options: PlayOptions,
  ) {
    this.#watch = new PictureWatch(options.now());
  }

  async open(): Promise<void> {
    this.#watch.opened(this.options.now());
    this.#timer ??= setInterval(() => this.#look(), WATCH_MS) as unknown as number;
    this.#look();
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
    clearInterval(this.#timer);
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
    const now = this.options.now(), painted = this.#sawFrame();
    const taken = painted ? this.#takenAt(now) : null;
    const said = this.#watch.look({ now, position: this.video.currentTime, painted, taken });
    if (said === "stuck") return this.#failed();
    if (painted) this.#tries = 0;
    if (said) this.options.report(said);
  }

  /** Whether a frame was painted since the last look; where browsers do not tell, whether there is a newer one to paint. */
  #sawFrame(): boolean {
    const { video } = this;
    if (!("requestVideoFrameCallback" in video)) {
      const { currentTime, videoWidth, readyState } = video as HTMLVideoElement;
      const moved = currentTime !== this.#position;
      this.#position = currentTime;
      return moved && videoWidth > 0 && readyState >= HTMLMediaElement.HAVE_CURRENT_DATA;
    }
    const painted = this.#painted;
    this.#painted = false;
    this.#asked ??= video.requestVideoFrameCallback(() => {
      this.#asked = undefined;
      this.#painted = true;
    });
    return painted;
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
    this.options.report(this.#watch.lost());
    this.#drop();
    this.#retry = setTimeout(() => {
      this.#retry = undefined;
      void this.open();
    }, backOff(this.#tries++, Math.random())) as unknown as number;
  }

  #drop(): void {
    this.#hls?.destroy();
    this.#hls = null;
    if (this.#asked !== undefined) this.video.cancelVideoFrameCallback(this.#asked);
    this.#asked = undefined;
    this.#painted = false;
    this.video.removeAttribute("src");
    this.video.load();
  }
}
