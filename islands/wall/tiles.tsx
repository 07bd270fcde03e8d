/** Camera tiles: the nearest cameras of what is selected, else of the city's middle. A dead one says so, and since when. */
import { useEffect, useRef, useState } from "preact/hooks";
import { cellAt } from "../../geo/cell.ts";
import type { Camera, CameraStream } from "../../streams/record.ts";
import { Icon } from "../icon.tsx";
import { VideoOff } from "../icons.ts";
import { play, type Playing } from "../video.ts";
import type { CellAnswer, NearCamera } from "./cell_answer.ts";
import { useWall } from "./model.ts";
import { useResource } from "./resource.ts";

/** The list of cameras changes rarely; their pictures refresh themselves. */
const EVERY_MS = 60_000;
const STILL_EVERY_MS = 10_000;

export function Tiles() {
  const model = useWall();
  const { words } = model.speech.value;
  const { cell, camera } = model.screen.value;
  const anchor = cell ?? cellAt(model.city.view, 9);
  const [near] = useResource<CellAnswer>(`/api/cells/${anchor}`, EVERY_MS);
  const [picked] = useResource<Camera>(
    camera ? `/api/cameras/${encodeURIComponent(camera)}` : null,
    EVERY_MS,
  );
  const { count, columns } = model.arrangement.value.tiles;
  const cameras = arrange(
    picked.kind === "ready" && camera ? picked.value : null,
    near.kind === "ready" ? near.value.cameras : [],
    count,
  );
  return (
    <section
      class="tiles"
      aria-label={words.tiles}
      style={{ gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }}
    >
      {cameras.map((shown) => <Tile key={shown.id} camera={shown} chosen={shown.id === camera} />)}
      {cameras.length === 0 && near.kind === "ready"
        ? <p class="panel tile-none">{words.noCameras}</p>
        : cameras.length === 0 && near.kind === "failed"
        ? <p class="panel tile-none">{words.camerasFailed}</p>
        : null}
    </section>
  );
}

type Shown = Camera & { readonly metres?: number };

/** The camera a person picked first, then the nearest. */
export function arrange(picked: Camera | null, near: readonly NearCamera[], most: number): Shown[] {
  if (!picked) return near.slice(0, most);
  const known = near.find(({ id }) => id === picked.id);
  return [known ?? picked, ...near.filter(({ id }) => id !== picked.id)].slice(0, most);
}

/**
 * Whether a stream may be opened: the cameras of a recording are of another day and often of other people, who are not to
 * be called for a replay. What this server itself serves is always open.
 */
export function mayOpen(url: string, recorded: boolean, page: string): boolean {
  return !recorded || new URL(url, page).origin === new URL(page).origin;
}

function Tile({ camera, chosen }: { camera: Shown; chosen: boolean }) {
  const { city, speech: { value: speech }, now } = useWall();
  const { words } = speech;
  const stream = camera.streams.find(({ kind }) => kind === "hls") ?? camera.streams[0];
  const open = stream !== undefined && mayOpen(stream.url, city.recorded, location.href);
  const [playing, setPlaying] = useState<Playing>({ kind: "loading" });
  const blank = !open || playing.kind === "dead";
  return (
    <figure class={`tile tile-${open ? playing.kind : "closed"}${chosen ? " chosen" : ""}`}>
      {open ? <Picture stream={stream} name={camera.name} onState={setPlaying} /> : null}
      {blank
        ? (
          <span class="tile-blank">
            <Icon node={VideoOff} />
          </span>
        )
        : null}
      <span class="tile-state">
        {open ? say(playing, stream.kind) : stream ? words.tileNotCalled : words.tileNoStream}
      </span>
      <figcaption>
        <span class="tile-name" title={camera.name}>{speech.name(camera.name)}</span>
        {camera.metres === undefined ? null : <span class="age">{speech.distance(camera.metres)}</span>}
      </figcaption>
    </figure>
  );

  function say(playing: Playing, kind: CameraStream["kind"]): string {
    switch (playing.kind) {
      case "loading":
        return words.tileLoading;
      case "dead":
        return words.tileDead(speech.moment(playing.since, now.value));
      case "live": {
        if (kind === "still") return words.tileStill;
        const { latency } = playing;
        return latency === null ? words.tileLive : `${words.tileLive} ${speech.age(latency * 1000)}`;
      }
    }
  }
}

interface PictureProps {
  readonly stream: CameraStream;
  readonly name: string;
  readonly onState: (state: Playing) => void;
}

function Picture({ stream, name, onState }: PictureProps) {
  return stream.kind === "hls"
    ? <Stream url={stream.url} name={name} onState={onState} />
    : <Still url={stream.url} name={name} onState={onState} />;
}

/** Plays only while the page can be seen. */
function Stream({ url, name, onState }: { url: string; name: string; onState: (state: Playing) => void }) {
  const video = useRef<HTMLVideoElement>(null);
  const visible = usePageVisible();
  useEffect(() => visible ? play(video.current!, url, onState) : undefined, [url, visible]);
  return <video ref={video} muted playsInline aria-label={name} />;
}

function Still({ url, name, onState }: { url: string; name: string; onState: (state: Playing) => void }) {
  const [round, setRound] = useState(0);
  const failedSince = useRef<number | null>(null);
  useEffect(() => {
    const timer = setInterval(() => setRound((n) => n + 1), STILL_EVERY_MS);
    return () => clearInterval(timer);
  }, [url]);
  return (
    <img
      src={round === 0 ? url : `${url}${url.includes("?") ? "&" : "?"}t=${round}`}
      alt={name}
      onLoad={() => {
        failedSince.current = null;
        onState({ kind: "live", latency: null });
      }}
      onError={() => onState({ kind: "dead", since: failedSince.current ??= Date.now() })}
    />
  );
}

function usePageVisible(): boolean {
  const [visible, setVisible] = useState(document.visibilityState === "visible");
  useEffect(() => {
    const look = () => setVisible(document.visibilityState === "visible");
    document.addEventListener("visibilitychange", look);
    return () => document.removeEventListener("visibilitychange", look);
  }, []);
  return visible;
}
