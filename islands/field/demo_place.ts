/** In the demo nobody stands in the city: whoever plays a worker walks there as they walk where they are. Pure. */
import { contains, type Place } from "../../geo/place.ts";
import type { CityDescription } from "../city.ts";

type City = Pick<CityDescription, "bounds" | "demo" | "view">;

export class DemoPlace {
  /** Where the phone was when the walk began. */
  #from: Place | null = null;

  /** A fix as it is where it may be; moved to the middle of the demo's first view where that lies elsewhere. */
  inCity<F extends Place>(fix: F, city: City | null): F {
    if (!city?.demo || contains(city.bounds, fix.lat, fix.lon)) return fix;
    const from = this.#from ??= { lat: fix.lat, lon: fix.lon };
    return { ...fix, lat: city.view.lat + fix.lat - from.lat, lon: city.view.lon + fix.lon - from.lon };
  }
}
