/** How bright the screens are: dark for a wall, light for a day-lit room, night for a dark one. */

export const THEMES = ["dark", "light", "night"] as const;
export type Theme = (typeof THEMES)[number];

export function themeOf(text: string | null | undefined): Theme | null {
  return THEMES.find((name) => name === text) ?? null;
}
