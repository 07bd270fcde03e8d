/** One camera: its picture with its age, its name, which way it looks and how far it is; what is wrong it says, and since when. */
import { useState } from "preact/hooks";
import { Icon } from "../icon.tsx";
import { Pin, PinOff, VideoOff } from "../icons.ts";
import type { Speech } from "../say.ts";
import { mayOpen, type Shown } from "./camera_choice.ts";
import { useWall } from "./model.ts";
import { CameraPicture, type TileState } from "./picture.tsx";
import { BearingArrow } from "./shape.tsx";

interface TileProps {
  readonly camera: Shown;
  readonly rank: number;
}

export function Tile({ camera, rank }: TileProps) {
  const model = useWall();
  const { city, speech: { value: speech }, screen, now } = model;
  const { words } = speech;
  const stream = camera.streams.find(({ kind }) => kind === "hls") ?? camera.streams[0];
  const open = stream !== undefined && mayOpen(stream.url, city.recorded, location.href);
  const [state, setState] = useState<TileState>({ kind: "loading" });
  const kind = open ? state.kind : "closed";
  const name = speech.name(camera.name);
  const chosen = screen.value.camera === camera.id;
  return (
    <figure class={`tile tile-${kind}${chosen ? " chosen" : ""}`} aria-label={name}>
      {open
        ? <CameraPicture key={stream.url} stream={stream} name={name} rank={rank} onState={setState} />
        : null}
      {kind === "closed" || kind === "dead"
        ? (
          <span class="tile-blank">
            <Icon node={VideoOff} />
          </span>
        )
        : null}
      <span class="tile-state">
        {open
          ? sayState(state, stream.kind === "still", { speech, now: now.value })
          : stream
          ? words.tileNotCalled
          : words.tileNoStream}
      </span>
      <PinButton id={camera.id} name={name} />
      <figcaption>
        <span class="tile-name" title={camera.name}>{name}</span>
        <span class="age">
          {camera.bearing === undefined ? null : (
            <>
              <BearingArrow bearing={camera.bearing} /> {speech.facing(camera.bearing)}
            </>
          )}
          {camera.metres === undefined
            ? null
            : <span>{words.fromHere(speech.distance(camera.metres), screen.value.cell !== null)}</span>}
        </span>
      </figcaption>
    </figure>
  );
}

/** What a tile says of its picture: how old it is, or since when there is none. */
export function sayState(
  state: TileState,
  still: boolean,
  { speech, now }: { speech: Speech; now: number },
): string {
  const { words } = speech;
  switch (state.kind) {
    case "waiting":
      return words.tileWaiting;
    case "loading":
      return words.tileLoading;
    case "dead":
      return state.since === null ? words.tileNoPicture : words.tileDead(speech.moment(state.since, now));
    case "late":
      return words.tileLate(speech.age(now - state.at));
    case "kept":
      return `${words.tileStill} ${speech.age(now - state.at)}`;
    case "stalled":
      return words.tileStalled(speech.age(now - state.at));
    case "live": {
      const kind = still ? words.tileStill : words.tileLive;
      return state.at === null ? kind : `${kind} ${speech.age(now - state.at)}`;
    }
  }
}

/** A pinned camera stays whatever is selected. */
function PinButton({ id, name }: { id: string; name: string }) {
  const model = useWall();
  const { words } = model.speech.value;
  const { pins } = model.screen.value;
  const pinned = pins.includes(id);
  return (
    <button
      type="button"
      class="tile-pin"
      aria-pressed={pinned}
      aria-label={pinned ? words.unpin(name) : words.pin(name)}
      title={pinned ? words.unpin(name) : words.pin(name)}
      onClick={() => model.change({ pins: pinned ? pins.filter((other) => other !== id) : [...pins, id] })}
    >
      <Icon node={pinned ? PinOff : Pin} />
    </button>
  );
}
