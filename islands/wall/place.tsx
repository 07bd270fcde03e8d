/** Where a panel stands: its box of the arrangement. A panel without one, or on another screen of the wall, is not made. */
import type { ComponentChildren } from "preact";
import { type PanelName, rowsIn } from "./arrangement.ts";
import { type Box, meets } from "./display.ts";
import { useWall } from "./model.ts";

export function Place({ name, children }: { name: PanelName; children: ComponentChildren }) {
  const { arrangement, display, body } = useWall();
  const box = arrangement.value.panels[name];
  if (!box || !meets(box, display.value.part)) return null;
  const rows = { "--rows": rowsIn(name, box.height, body.value), "--height": `${box.height}px` };
  return <div class={`place place-${name}`} style={{ ...boxStyle(box), ...rows }}>{children}</div>;
}

export function boxStyle({ x, y, width, height }: Box) {
  return { left: `${x}px`, top: `${y}px`, width: `${width}px`, height: `${height}px` };
}
