/** The bytes of one row as JSON, or why they are none. */
import { type Parsed, refuse } from "./rejection.ts";

/** A byte order mark within the body is no white space in JSON, so it must not vanish here. */
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

export function parseJson(bytes: Uint8Array, start: number, end: number): Parsed<unknown> {
  let text: string;
  try {
    text = decoder.decode(bytes.subarray(start, end));
  } catch {
    return refuse("unreadable", "The row is not UTF-8");
  }
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch (error) {
    // Python and C write these words, which JSON does not know.
    const word = /[:[,]\s*(NaN|-?Infinity|-?nan|-?inf)\s*[,}\]]/.exec(text)?.[1];
    return word
      ? refuse("not-finite", `The row has ${word} where JSON has a number; leave the field out`)
      : refuse("unreadable", `The row is not JSON (${(error as Error).message.slice(0, 100)})`);
  }
}
