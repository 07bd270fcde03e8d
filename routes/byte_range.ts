/** What a request asks of a file: all of it, one piece, or only whether it changed (RFC 9110, sections 13 and 14). Pure. */

export interface FileState {
  /** Bytes. */
  readonly size: number;
  /** Strong: another file, or the same one written over, has another. In quotes. */
  readonly tag: string;
  /** Whole seconds, as HTTP writes dates. */
  readonly modified: Date;
}

export type Piece =
  /** `last` is included. */
  | { readonly kind: "part"; readonly first: number; readonly last: number }
  | { readonly kind: "whole" }
  /** The caller has it already. */
  | { readonly kind: "unchanged" }
  /** The caller wants it only as it no longer is. */
  | { readonly kind: "changed" }
  /** No such bytes. */
  | { readonly kind: "outside" };

type Headers = Pick<globalThis.Headers, "get">;

export function pieceOf(headers: Headers, state: FileState): Piece {
  if (!matches(headers.get("if-match"), state)) return { kind: "changed" };
  const known = headers.get("if-none-match");
  if (known !== null ? lists(known, state.tag, weakly) : since(headers.get("if-modified-since"), state)) {
    return { kind: "unchanged" };
  }
  const range = headers.get("range");
  return range !== null && isStill(headers.get("if-range"), state)
    ? rangeOf(range, state.size)
    : { kind: "whole" };
}

function matches(wanted: string | null, { tag }: FileState): boolean {
  return wanted === null || lists(wanted, tag, (one, other) => one === other);
}

/** Whether a list of tags, or `*`, holds this one. */
function lists(list: string, tag: string, same: (one: string, other: string) => boolean): boolean {
  if (list.trim() === "*") return true;
  return (list.match(/(?:W\/)?"[^"]*"/g) ?? []).some((one) => same(one, tag));
}

const weakly = (one: string, other: string) => one.replace(/^W\//, "") === other;

function since(text: string | null, { modified }: FileState): boolean {
  const date = text === null ? NaN : Date.parse(text);
  return modified.getTime() <= date;
}

/** A piece of what the caller has the rest of: only when it is still the same, by a strong tag or by its very date. */
function isStill(wanted: string | null, { tag, modified }: FileState): boolean {
  if (wanted === null) return true;
  const text = wanted.trim();
  return text.includes('"') ? text === tag : Date.parse(text) === modified.getTime();
}

/** Several pieces at once are answered with the whole, as a server may; what is no range is ignored, as it must be. */
function rangeOf(text: string, size: number): Piece {
  const [, list] = /^\s*bytes\s*=\s*(.*)$/i.exec(text) ?? [];
  if (list === undefined) return { kind: "whole" };
  const pieces = list.split(",").map((one) => one.trim()).filter(Boolean).map((one) => oneRange(one, size));
  if (pieces.length === 0 || pieces.some((one) => one.kind === "whole")) return { kind: "whole" };
  if (pieces.every((one) => one.kind === "outside")) return { kind: "outside" };
  return pieces.length === 1 ? pieces[0]! : { kind: "whole" };
}

function oneRange(text: string, size: number): Piece {
  const [, from, to] = /^(\d*)\s*-\s*(\d*)$/.exec(text) ?? [];
  if (from === undefined || (from === "" && to === "")) return { kind: "whole" };
  if (from === "") {
    const length = Math.min(Number(to), size);
    return length === 0 ? { kind: "outside" } : { kind: "part", first: size - length, last: size - 1 };
  }
  const first = Number(from), last = to === "" ? size - 1 : Math.min(Number(to), size - 1);
  if (to !== "" && Number(to) < first) return { kind: "whole" };
  return first >= size ? { kind: "outside" } : { kind: "part", first, last };
}
