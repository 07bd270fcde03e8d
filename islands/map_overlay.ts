/** Layers of deck.gl over and among the layers of the map. */
import { DeckFrames } from "./deck_frames.ts";
import { type BaseMap, MapLibreOverlay } from "./maplibre.ts";

export class MapOverlay {
  readonly #overlay: MapLibreOverlay;
  readonly #frames = new DeckFrames();
  readonly #joined = Promise.withResolvers<void>();
  /** Layers that do not lie among those of the map yet. */
  #waiting: never[] | null = null;

  /** `onDevice` is given the graphics device once it is there. */
  constructor(private readonly map: BaseMap, onDevice?: (device: unknown) => void) {
    const options = {
      interleaved: true,
      layers: [],
      ...(onDevice ? { onDeviceInitialized: onDevice } : {}),
      // deck.gl hands its properties on to the loop of luma.gl, whose property this is.
      animationFrameProvider: this.#frames,
    };
    this.#overlay = new MapLibreOverlay(options);
    map.addControl(this.#overlay as never);
    map.on("move", () => this.#frames.soon());
    map.on("resize", () => this.#frames.soon());
    map.on("render", () => this.#join());
    map.on("idle", () => this.#join());
  }

  /** Resolves when live layers lie among those of the map. */
  get joined(): Promise<void> {
    return this.#joined.promise;
  }

  /**
   * deck.gl puts its layers among those of the map only once its style is there, and otherwise over all of them, names
   * included, until it is given layers once more. A city in which nothing happens gives none.
   */
  lay(layers: never[]): void {
    const joined = this.map.isStyleLoaded();
    this.#waiting = joined ? null : layers;
    this.#overlay.setProps({ layers });
    this.#frames.now();
    if (joined) this.#joined.resolve();
  }

  #join(): void {
    if (this.#waiting && this.map.isStyleLoaded()) this.lay([...this.#waiting]);
  }
}
