/** The font's files are split by characters, and a character is only drawn once its file is there. */
import { LABEL_FONT } from "./map_labels.ts";

/** A font that does not come must not keep anything from being drawn. */
const FONT_WAIT_MS = 4_000;

/** Resolves when the font's files for these characters are there, or did not come in time. */
export async function loadCharacters(characters: string): Promise<void> {
  if (characters === "") return;
  await Promise.race([
    document.fonts.load(`500 24px "${LABEL_FONT}"`, characters).catch(() => []),
    new Promise((resolve) => setTimeout(resolve, FONT_WAIT_MS)),
  ]);
}
