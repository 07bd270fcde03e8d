/** Camera tiles: what a person picked or pinned, and the nearest of what is selected, else of what the scene looks at. */
import { cellAt } from "../../geo/cell.ts";
import type { Camera } from "../../streams/record.ts";
import { chooseCameras } from "./camera_choice.ts";
import type { CellAnswer } from "./cell/answer.ts";
import { useWall } from "./model.ts";
import { useResource } from "./resource.ts";
import { Tile } from "./tile.tsx";

/** The list of cameras changes rarely; their pictures refresh themselves. */
const EVERY_MS = 60_000;

export function Tiles() {
  const model = useWall();
  const { words } = model.speech.value;
  const { cell, camera, pins } = model.screen.value;
  const anchor = cell ?? cellAt(model.centre.value, 9);
  const [near] = useResource<CellAnswer>(`/api/cells/${anchor}`, EVERY_MS);
  const [wanted] = useResource<{ readonly cameras: readonly Camera[] }>(
    camera === null && pins.length === 0 ? null : wantedUrl(camera, pins),
    EVERY_MS,
  );
  const known = new Map(wanted.kind === "ready" ? wanted.value.cameras.map((one) => [one.id, one]) : []);
  const { count, columns } = model.arrangement.value.tiles;
  const cameras = chooseCameras({
    picked: camera === null ? null : known.get(camera) ?? null,
    pinned: pins.flatMap((id) => known.get(id) ?? []),
    near: near.kind === "ready" ? near.value.cameras : [],
    most: count,
  });
  const none = model.live.state.value.pulse?.totals.cameras === 0;
  return (
    <section
      class="tiles"
      aria-label={words.tiles}
      style={{
        gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`,
        gridTemplateRows: `repeat(${Math.ceil(count / columns)}, minmax(0, 1fr))`,
      }}
    >
      {cameras.map((shown, i) => <Tile key={shown.id} camera={shown} rank={i} />)}
      {cameras.length === 0 && near.kind !== "loading"
        ? (
          <p class="panel tile-none">
            {near.kind === "failed" ? words.camerasFailed : none ? words.noCamerasYet : words.noCameras}
          </p>
        )
        : null}
    </section>
  );
}

function wantedUrl(camera: string | null, pins: readonly string[]): string {
  const query = new URLSearchParams();
  for (const id of new Set(camera === null ? pins : [camera, ...pins])) query.append("id", id);
  return `/api/cameras?${query}`;
}
