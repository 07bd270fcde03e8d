/** Where the map looks: the view that all screens of a wall share, as this screen's part of it. Moved only by a person. */
import { resolutionFor } from "../geo/cell.ts";
import type { Place } from "../geo/place.ts";
import type { CityDescription } from "./city.ts";
import { zoomLimits } from "./map_base.ts";
import { centreOf, type MapFrame, viewOf } from "./map_frame.ts";
import type { BaseMap } from "./maplibre.ts";
import type { MapView } from "./url_state.ts";

/** What was asked for is well in view when it is so far from the edge of what is free, in parts of it. */
const EDGE = 0.06;

export class MapCamera {
  constructor(
    private readonly map: BaseMap,
    private frame: MapFrame,
    private readonly city: CityDescription,
  ) {}

  get view(): MapView {
    const { lat, lng } = this.map.getCenter();
    return viewOf({ center: [lng, lat], zoom: this.map.getZoom() }, this.frame);
  }

  /** Of the map itself: a larger screen shows the same part of the city with more pixels. */
  get mapZoom(): number {
    return this.map.getZoom();
  }

  /** Of the cells that belong to this view. */
  get resolution(): number {
    const [coarsest, finest] = this.city.resolutions;
    return Math.max(coarsest, Math.min(finest, resolutionFor(this.view.zoom)));
  }

  /** Of the whole picture, not of this screen's part: classes of colour follow from all that a wall shows. */
  get bounds(): readonly [west: number, south: number, east: number, north: number] {
    const { picture, part } = this.frame;
    const { lng: west, lat: north } = this.map.unproject([-part.x, -part.y]);
    const { lng: east, lat: south } = this.map.unproject([picture.width - part.x, picture.height - part.y]);
    return [west, south, east, north];
  }

  /** Shows a view that was chosen elsewhere: on another screen of this wall, by a preset. At once, without a way there. */
  show(view: MapView): void {
    this.map.jumpTo(centreOf(view, this.frame));
  }

  /** The window changed: the same part of the city is shown on it. */
  reframe(frame: MapFrame): void {
    const { view } = this;
    this.frame = frame;
    const { map } = this, [least, most] = zoomLimits(this.city, frame);
    // A limit that the camera does not keep yet would move it, and the view with it.
    map.setMinZoom(Math.min(least, map.getMinZoom())).setMaxZoom(Math.max(most, map.getMaxZoom()));
    map.setPixelRatio(frame.pixelRatio);
    map.resize();
    this.show(view);
    map.setMinZoom(least).setMaxZoom(most);
  }

  /** Shows a place because a person asked for it; does nothing when it is well in view already, beside the panels. */
  go(place: Place, moving: boolean): void {
    const { x, y } = this.map.project([place.lon, place.lat]);
    const { part, free } = this.frame;
    const inFree = (at: number, from: number, size: number) =>
      at > from + size * EDGE && at < from + size * (1 - EDGE);
    if (inFree(x + part.x, free.x, free.width) && inFree(y + part.y, free.y, free.height)) return;
    // Into the middle of what is free.
    const middle = centreOf({ ...place, zoom: this.view.zoom }, {
      ...this.frame,
      picture: { width: 2 * (free.x + free.width / 2), height: 2 * (free.y + free.height / 2) },
    });
    if (moving) this.map.easeTo({ ...middle, duration: 500 });
    else this.map.jumpTo(middle);
  }
}
