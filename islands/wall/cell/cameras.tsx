/** The cameras of a cell: which way each looks, and what it sends. One that is clicked opens its tile. */
import { useWall } from "../model.ts";
import { BearingArrow } from "../shape.tsx";
import type { CellAnswer, NearCamera } from "./answer.ts";

/** When none stands here, so many of the nearest. */
const NEAREST = 3;

export function CellCameras({ answer }: { answer: CellAnswer }) {
  const { speech: { value: speech } } = useWall();
  const { words } = speech;
  const here = answer.cameras.filter(({ inside }) => inside);
  const listed = here.length > 0 ? here : answer.cameras.slice(0, NEAREST);
  if (listed.length === 0) return <p class="empty">{words.noCameras}</p>;
  const more = answer.counts.cameras - here.length;
  return (
    <>
      {here.length === 0 ? <p class="empty">{words.nearestCameras}</p> : null}
      <ol>
        {listed.map((camera) => <CameraLine key={camera.id} camera={camera} />)}
      </ol>
      {more > 0 ? <p class="empty">{words.moreHere(speech.count(more))}</p> : null}
    </>
  );
}

function CameraLine({ camera }: { camera: NearCamera }) {
  const model = useWall();
  const speech = model.speech.value;
  const { words } = speech;
  const chosen = model.screen.value.camera === camera.id;
  const kind = camera.streams.some(({ kind }) => kind === "hls")
    ? words.stream
    : camera.streams.length > 0
    ? words.still
    : words.tileNoStream;
  return (
    <li>
      <button
        type="button"
        class={`line camera-line${chosen ? " chosen" : ""}`}
        aria-pressed={chosen}
        onClick={() => model.change({ camera: chosen ? null : camera.id })}
      >
        <BearingArrow bearing={camera.bearing} />
        <span class="line-title">{speech.name(camera.name)}</span>
        <span class="line-state">{kind}</span>
        <span class="line-where">
          {camera.bearing === undefined ? words.noBearing : speech.facing(camera.bearing)} ·{" "}
          {speech.distance(camera.metres)}
        </span>
      </button>
    </li>
  );
}
