/**
 * Tiles of the base map on their way to MapLibre: the font's files for the names in a tile are loaded before it is drawn.
 * MapLibre draws a letter once and keeps it; one drawn before its font was there would stay a box.
 */
import { addProtocol } from "./maplibre.ts";
import { loadCharacters } from "./letters.ts";

const PROTOCOL = "named";

/** The template of a tile's address, told to go through here. */
export function named(template: string): string {
  return `${PROTOCOL}://${template}`;
}

addProtocol(PROTOCOL, async ({ url }, { signal }) => {
  const response = await fetch(url.slice(PROTOCOL.length + 3), { signal });
  if (response.status === 204 || response.status === 404) return { data: new ArrayBuffer(0) };
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  const data = await response.arrayBuffer();
  await loadCharacters(charactersIn(new Uint8Array(data)));
  return { data, cacheControl: response.headers.get("cache-control") };
});

/** Field 4 of a layer is a value, whose field 1 is a text: their tags in the protocol buffer of a vector tile. */
const VALUE = 0x22, TEXT = 0x0a;

/** Every character beyond Latin in the texts of a vector tile. Pure. */
export function charactersIn(tile: Uint8Array): string {
  const found = new Set<string>();
  const decoder = new TextDecoder();
  for (let i = 0; i + 3 < tile.length; i++) {
    const length = tile[i + 3]!;
    // Names are short: their length is one byte, and the value around them is two bytes longer.
    if (tile[i] !== VALUE || tile[i + 2] !== TEXT || tile[i + 1] !== length + 2 || length > 125) continue;
    for (const character of decoder.decode(tile.subarray(i + 4, i + 4 + length))) {
      if (character > "\u02ff" && character !== "\ufffd") found.add(character);
    }
    i += 3 + length;
  }
  return [...found].join("");
}
