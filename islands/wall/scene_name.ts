/** The names of a wall's scenes, as its address has them. Pure. */

/** In the order of the keys 1–3; the fourth is one district, `district-` and its code. */
export const SCENES = ["overview", "districts", "night"] as const;
export type Preset = (typeof SCENES)[number] | `district-${string}`;

const DISTRICT = /^district-(.{1,80})$/;

export function presetOf(text: string | null | undefined): Preset | null {
  const named = SCENES.find((name) => name === text);
  return named ?? (DISTRICT.test(text ?? "") ? text as Preset : null);
}

/** Code of the one district a scene is about. */
export function districtOf(preset: Preset): string | null {
  return DISTRICT.exec(preset)?.[1] ?? null;
}
