/** What is under the pointer, by the rules of the panels. */
import type { Hit } from "../hit.ts";
import type { Box } from "./display.ts";
import { type Hover, useWall, type WallModel } from "./model.ts";

export function Tooltip() {
  const model = useWall();
  const hover = model.hover.value;
  if (!hover) return null;
  const lines = describe(hover.hit, model);
  if (!lines) return null;
  return (
    <div
      class="tooltip panel"
      aria-hidden="true"
      style={{ transform: besides(hover, model.display.value.part) }}
    >
      <strong>{lines[0]}</strong>
      <span>{lines[1]}</span>
    </div>
  );
}

/** Right of and below the pointer, or on the other side where there is no room; px of the map, which is this part. */
function besides({ x, y }: Hover, part: Box): string {
  const left = x > part.width * 0.62 ? "calc(-100% - 2rem)" : "0px";
  const up = y > part.height * 0.62 ? "calc(-100% - 2rem)" : "0px";
  return `translate(${part.x + x}px, ${part.y + y}px) translate(${left}, ${up})`;
}

function describe(hit: Hit, model: WallModel): [string, string] | null {
  const speech = model.speech.value;
  const { words } = speech;
  const { measure, window } = model.screen.value;
  switch (hit.kind) {
    case "cell": {
      if (hit.value === 0) return null;
      const over = measure === "incidents" || measure === "fixes" ? words.window[window] : "";
      return [speech.count(hit.value), `${over} ${words.measure[measure]}`.trim()];
    }
    case "camera":
      return [speech.name(hit.name), words.cameras];
    case "incident": {
      const incident = model.incidents.value.get(hit.key);
      if (!incident) return null;
      const { title, category, time, address } = incident;
      return [
        speech.name(title) || speech.category(category),
        [speech.when(time, model.now.value), address && speech.name(address)].filter(Boolean).join(" · "),
      ];
    }
  }
}
