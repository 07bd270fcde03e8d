/** What the demo's cameras show: scenes, and the clips that clips/draw.ts makes of them, one for each way to look at one. */

/** How many cameras look at each scene, each from elsewhere. */
const LOOKS = { crossing: 3, promenade: 2, market: 2, gate: 2 } as const;
export type SceneName = keyof typeof LOOKS;
export const SCENE_NAMES = Object.keys(LOOKS) as SceneName[];

/** `crossing1`, `crossing2`, … */
export const CLIPS: readonly string[] = SCENE_NAMES.flatMap(clipsOf);

export function clipsOf(scene: SceneName): string[] {
  return Array.from({ length: LOOKS[scene] }, (_, look) => `${scene}${look + 1}`);
}

/** The scene of a clip, and which of its looks. */
export function lookOf(clip: string): { scene: SceneName; look: number } {
  const [, scene, number] = /^([a-z]+)(\d)$/.exec(clip) ?? [];
  if (!SCENE_NAMES.some((known) => known === scene) || !CLIPS.includes(clip)) {
    throw new Error(`${clip}: is no clip; choose of ${CLIPS.join(", ")}`);
  }
  return { scene: scene as SceneName, look: Number(number) - 1 };
}
