/** Keeps the screens of one wall in step: what a person changes on one is shown on all, through the server. */
import { effect } from "@preact/signals";
import type { SceneChange, WallScene } from "../../streams/wire.ts";
import type { MapView } from "../url_state.ts";
import { readAddress, writeAddress } from "./address.ts";
import type { WallModel } from "./model.ts";

/** A change that the server refused because they came too fast is sent again after this. */
const AGAIN_MS = 120;
/** One whose answer did not come, after this: the connection may live on, and then nobody else would send it. */
const UNANSWERED_MS = 1_000;

/** Sends changes one after the other, the latest of those that came meanwhile; takes in what other screens changed. */
export class SceneSharing {
  #latest: SceneChange | null = null;
  /** Sent, and not answered yet. */
  #underWay: SceneChange | null = null;
  /** Came while a change of ours was under way: which of the two is newer, its answer says. */
  #meanwhile: WallScene | null = null;
  /** Counts what was sent: an answer to what was given up means nothing any more. */
  #turn = 0;
  #version = 0;

  constructor(
    private readonly send: (change: SceneChange) => Promise<number | null>,
    private readonly apply: (scene: WallScene) => void,
    private readonly later: (act: () => void, ms: number) => void = (act, ms) => void setTimeout(act, ms),
  ) {}

  changed(change: SceneChange): void {
    this.#latest = change;
    this.#flush();
  }

  /** A scene from the server. */
  take(scene: WallScene): void {
    if (this.#underWay) this.#meanwhile = scene;
    else if (!this.#latest && scene.version > this.#version) {
      this.#version = scene.version;
      this.apply(scene);
    }
  }

  /** The connection is there (again): what was changed meanwhile goes first, else what the wall shows. */
  joined(scene: WallScene | null, current: SceneChange): void {
    this.#giveUp();
    this.#version = scene?.version ?? 0;
    if (this.#latest) this.#flush();
    else if (scene) this.apply(scene);
    else this.changed(current);
  }

  async #flush(): Promise<void> {
    if (!this.#latest || this.#underWay) return;
    const turn = ++this.#turn;
    this.#underWay = this.#latest;
    this.#latest = null;
    const version = await this.send(this.#underWay).catch(() => "unanswered" as const);
    if (turn !== this.#turn) return;
    if (typeof version === "number") {
      this.#underWay = null;
      this.#version = Math.max(this.#version, version);
      const meanwhile = this.#meanwhile;
      this.#meanwhile = null;
      if (meanwhile) this.take(meanwhile);
      this.#flush();
    } else {
      this.#giveUp();
      this.later(() => this.#flush(), version === null ? AGAIN_MS : UNANSWERED_MS);
    }
  }

  /** What is under way is to be sent again, unless something newer is. */
  #giveUp(): void {
    this.#turn++;
    this.#latest ??= this.#underWay;
    this.#underWay = null;
    this.#meanwhile = null;
  }
}

/** Joins a model to its wall; returns the end of it. */
export function shareScene(model: WallModel): () => void {
  const { live, screen } = model;
  if (model.wall === null) return () => {};
  const described = (view: MapView | null): SceneChange => ({
    address: writeAddress(screen.peek(), ""),
    view,
  });
  // What came from the wall is not sent back to it.
  let applied: unknown = screen.peek();
  const sharing = new SceneSharing((change) => live.share(change), (scene) => {
    const { pathname, search } = new URL(scene.address, location.origin);
    applied = { ...readAddress(pathname, search), view: scene.view };
    screen.value = applied as typeof screen.value;
  });
  live.onScene = (scene) => sharing.take(scene);
  live.onJoined = (scene) => sharing.joined(scene, described(screen.peek().view));
  model.onMove = (view) => sharing.changed(described(view));
  return effect(() => {
    const state = screen.value;
    if (state !== applied) sharing.changed(described(state.view));
  });
}
