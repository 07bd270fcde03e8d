/** The picture of a camera: a stream that plays or is looked into now and then, or a still that is fetched again; only while it can be seen. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { CameraStream } from "../../streams/record.ts";
import { backOff } from "../back_off.ts";
import type { Playing } from "../picture_watch.ts";
import { Turns } from "../turns.ts";
import { play } from "../video.ts";
import { glance } from "./glance.ts";
import { useWall } from "./model.ts";
import { useSeen } from "./seen.ts";

export type TileState =
  | Playing
  | { readonly kind: "waiting" }
  /** A frame of a stream that is not played now, and when it was taken. */
  | { readonly kind: "kept"; readonly at: number };

const STILL_EVERY_MS = 10_000;
/** Streams decoded at once; a machine that draws its map in software has none to spare. */
const MOST_DECODERS = 8, MOST_IN_SOFTWARE = 4;
const decoders = new Turns(MOST_DECODERS);

export interface PictureProps {
  readonly stream: CameraStream;
  readonly name: string;
  /** Tiles of a lower rank are played first when not all can be. */
  readonly rank: number;
  readonly onState: (state: TileState) => void;
}

export function CameraPicture(props: PictureProps) {
  return props.stream.kind === "hls" ? <Stream {...props} /> : <Still {...props} />;
}

function Stream({ stream: { url }, name, rank, onState }: PictureProps) {
  const { live, effort } = useWall();
  const video = useRef<HTMLVideoElement>(null);
  const last = useRef<HTMLCanvasElement>(null);
  const seen = useSeen(video);
  const [turn, setTurn] = useState(false);
  const { software } = effort.value;
  useEffect(() => decoders.limit(software ? MOST_IN_SOFTWARE : MOST_DECODERS), [software]);
  useEffect(() => {
    if (!seen) return;
    const leave = decoders.join(rank, setTurn);
    return () => {
      leave();
      setTurn(false);
    };
  }, [seen, rank, url]);
  const report = (state: TileState) => {
    // Told before the stream is dropped, so that the frame is still there.
    if (state.kind === "dead") keepFrame(video.current!, last.current!);
    onState(state);
  };
  useEffect(() => {
    if (!seen) return;
    const now = () => live.now();
    if (turn) return play(video.current!, url, { now, report });
    const keep = (at: number) => {
      keepFrame(video.current!, last.current!);
      onState({ kind: "kept", at });
    };
    onState({ kind: "waiting" });
    return glance(video.current!, url, { now, keep, dead: report });
  }, [seen, turn, url]);
  return (
    <>
      <canvas ref={last} class="tile-last" aria-hidden="true" />
      <video ref={video} muted playsInline aria-label={name} />
    </>
  );
}

/** The last picture of a camera that is gone stays, greyed: what was seen there is better than nothing. */
function keepFrame(shown: HTMLVideoElement | HTMLImageElement, canvas: HTMLCanvasElement): void {
  const [width, height] = shown instanceof HTMLVideoElement
    ? [shown.videoWidth, shown.videoHeight]
    : [shown.naturalWidth, shown.naturalHeight];
  if (width === 0 || height === 0) return;
  [canvas.width, canvas.height] = [width, height];
  canvas.getContext("2d")?.drawImage(shown, 0, 0);
}

/** The next picture is asked for when the last one is there, or failed: a slow camera is not asked twice at once. */
function Still({ stream: { url }, name, onState }: PictureProps) {
  const { live } = useWall();
  const image = useRef<HTMLImageElement>(null);
  const kept = useRef<HTMLCanvasElement>(null);
  const seen = useSeen(image);
  const [round, setRound] = useState(0);
  const last = useRef<{ at: number | null; tries: number }>({ at: null, tries: 0 });
  const timer = useRef<number>(undefined);
  const again = (ms: number) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setRound((n) => n + 1), ms) as unknown as number;
  };
  useEffect(() => {
    if (seen && last.current.at !== null && live.now() - last.current.at > STILL_EVERY_MS) again(0);
    return () => clearTimeout(timer.current);
  }, [url, seen]);
  return (
    <>
      <canvas ref={kept} class="tile-last" aria-hidden="true" />
      <img
        ref={image}
        src={round === 0 ? url : `${url}${url.includes("?") ? "&" : "?"}t=${round}`}
        alt={name}
        onLoad={() => {
          last.current = { at: live.now(), tries: 0 };
          // An image that fails forgets what it showed: kept while it is there.
          keepFrame(image.current!, kept.current!);
          onState({ kind: "live", at: last.current.at });
          if (seen) again(STILL_EVERY_MS);
        }}
        onError={() => {
          onState({ kind: "dead", since: last.current.at });
          if (seen) again(Math.max(STILL_EVERY_MS, backOff(last.current.tries++, Math.random(), 60_000)));
        }}
      />
    </>
  );
}
