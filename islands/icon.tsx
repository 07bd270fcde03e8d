/** One lucide icon as inline SVG: 1.5 px strokes, as large as the text beside it, never the only label. */
import { h } from "preact";
import type { IconNode } from "./icons.ts";

export function Icon({ node }: { node: IconNode }) {
  return (
    <svg
      class="icon"
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-width="1.5"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      {node.map(([tag, attributes], i) => h(tag, { ...attributes, key: i }))}
    </svg>
  );
}
