/** A pointer, or the key Enter, on the map: what is under it, told to whoever asked. */
import { cellAt } from "../geo/cell.ts";
import { DETAILED_FROM_ZOOM } from "../geo/layers/workers_zoom.ts";
import { contains, type Place } from "../geo/place.ts";
import type { CityDescription } from "./city.ts";
import type { CellsStore } from "./cells_store.ts";
import { type Hit, hitAt, nearestMark, type Reach } from "./hit.ts";
import type { MapCamera } from "./map_camera.ts";
import type { MapPicture } from "./map_picture.ts";
import type { BaseMap, MapMouseEvent } from "./maplibre.ts";

/** How near a pointer must be to a marker, in px for a body size of 24. */
const REACH_PX = 16;

export interface Pointed {
  readonly onClick: (hit: Hit | null) => void;
  readonly onHover: (hit: Hit | null, x: number, y: number) => void;
  /** A click before it is anything else; true: it was taken. `again`: it is the second of a double one. */
  readonly onPoint?: ((place: Place, again: boolean) => boolean) | undefined;
  readonly city: CityDescription;
  readonly cells: CellsStore;
}

/** What the map says of itself at the moment of a click. */
export interface Ground {
  readonly map: BaseMap;
  readonly picture: MapPicture;
  readonly camera: MapCamera;
}

export class MapPointer {
  #hover = 0;
  /** The last click was taken by the page. */
  #taken = false;

  constructor(private readonly options: Pointed, private readonly ground: Ground) {
    const { map, camera } = ground;
    const { onClick, onHover, onPoint } = options;
    map.on("click", (event) => {
      const { lat, lng: lon } = event.lngLat;
      this.#taken = onPoint?.({ lat, lon }, event.originalEvent.detail > 1) ?? false;
      if (!this.#taken) onClick(this.#hit(event));
    });
    map.on("dblclick", (event) => {
      // Its clicks were something else: it is no step nearer too.
      if (this.#taken) event.preventDefault();
    });
    map.on("mousemove", (event) => {
      cancelAnimationFrame(this.#hover);
      this.#hover = requestAnimationFrame(() => {
        onHover(map.isMoving() ? null : this.#hit(event), event.point.x, event.point.y);
      });
    });
    map.on("mouseout", () => {
      cancelAnimationFrame(this.#hover);
      onHover(null, 0, 0);
    });
    map.getCanvas().addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      const { lat, lon } = camera.view;
      onClick(this.#cellHit(lat, lon));
    });
  }

  #hit({ lngLat: { lat, lng }, point }: MapMouseEvent): Hit | null {
    const { map, picture } = this.ground;
    const reach = REACH_PX * picture.contents.scale;
    const corner = map.unproject([point.x + reach, point.y + reach]);
    const around = { lat, lon: lng, dLat: Math.abs(corner.lat - lat), dLon: Math.abs(corner.lng - lng) };
    return hitAt(around, picture.contents.shown()) ?? this.#workerHit(around, reach) ??
      this.#cellHit(lat, lng);
  }

  /** From where single people are seen. A click on one selects their cell, as beside them; one on a count lists them. */
  #workerHit(around: Reach, px: number): Hit | null {
    const { picture, camera } = this.ground;
    if (camera.view.zoom < DETAILED_FROM_ZOOM || !picture.workersDrawn) return null;
    const crowd = nearestMark(picture.contents.workerCrowds, around);
    if (crowd) return { kind: "worker-crowd", ...crowd };
    const found = picture.contents.workerNear(around, px);
    return found ? { kind: "worker", ...found } : null;
  }

  #cellHit(lat: number, lon: number): Hit | null {
    const { city, cells } = this.options;
    if (!contains(city.bounds, lat, lon)) return null;
    return {
      kind: "cell",
      cell: cellAt({ lat, lon }, cells.sheet?.resolution ?? this.ground.camera.resolution),
    };
  }
}
