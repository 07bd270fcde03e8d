/** What a person would see on a page, as the browser computed it: texts with their sizes and colours, and the panels. */
import type { Page } from "playwright-core";

export interface Box {
  readonly name: string;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface SeenText {
  readonly text: string;
  /** Classes of the element and its parents, for messages. */
  readonly where: string;
  /** px. */
  readonly size: number;
  /** Contrast of the letters against what lies behind them, by WCAG 2. */
  readonly contrast: number;
  /** Wider or higher than the place it has, with no ellipsis to say so. */
  readonly cut: boolean;
}

export interface Seen {
  /** Size of body type, px. */
  readonly rem: number;
  /** The smallest size that tokens.css has, px. */
  readonly smallest: number;
  readonly texts: readonly SeenText[];
  readonly panels: readonly Box[];
  readonly width: number;
  readonly height: number;
}

/** Runs in the page: everything it needs is inside. */
function look(): Seen {
  type Rgba = [number, number, number, number];
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true })!;
  /** Any CSS colour as channels, by the browser's own reading of it. */
  const rgba = (colour: string): Rgba => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
    return [r!, g!, b!, a! / 255];
  };
  const over = ([r, g, b, a]: Rgba, [R, G, B]: Rgba): Rgba => [
    r * a + R * (1 - a),
    g * a + G * (1 - a),
    b * a + B * (1 - a),
    1,
  ];
  const luminance = ([r, g, b]: Rgba) => {
    const linear = [r, g, b].map((v) => v / 255).map((v) =>
      v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4
    );
    return 0.2126 * linear[0]! + 0.7152 * linear[1]! + 0.0722 * linear[2]!;
  };
  const contrastOf = (a: Rgba, b: Rgba) => {
    const [x, y] = [luminance(a), luminance(b)].sort((p, q) => q - p);
    return (x! + 0.05) / (y! + 0.05);
  };
  const root = getComputedStyle(document.documentElement);
  const page = rgba(root.getPropertyValue("--map-land"));
  /** Backgrounds from the outermost to the element; a panel lets the map through, so that its land is what lies below. */
  const behind = (element: Element): Rgba => {
    const layers: Rgba[] = [];
    for (let at: Element | null = element; at; at = at.parentElement) {
      const layer = rgba(getComputedStyle(at).backgroundColor);
      if (layer[3] > 0) layers.push(layer);
      if (layer[3] === 1) break;
    }
    return layers.reverse().reduce((below, layer) => over(layer, below), page);
  };
  const opacityOf = (element: Element) => {
    let opacity = 1;
    for (let at: Element | null = element; at; at = at.parentElement) {
      opacity *= Number(getComputedStyle(at).opacity);
    }
    return opacity;
  };
  /** Whether a letter sticks out of the nearest parent that cuts what sticks out. What scrolls may go on below. */
  const hiddenFrom = (element: Element, box: DOMRect) => {
    for (let at: Element | null = element; at && at !== document.body; at = at.parentElement) {
      const { overflowX, overflowY } = getComputedStyle(at);
      if (/auto|scroll/.test(overflowX + overflowY)) return false;
      if (overflowX !== "hidden" && overflowY !== "hidden") continue;
      const room = at.getBoundingClientRect();
      const slack = 0.2 * parseFloat(getComputedStyle(element).fontSize);
      if (box.bottom > room.bottom + slack || box.top < room.top - slack || box.right > room.right + slack) {
        return true;
      }
    }
    return false;
  };
  const rem = parseFloat(root.fontSize);
  const probe = document.body.appendChild(document.createElement("span"));
  probe.style.fontSize = "var(--size-small)";
  const smallest = parseFloat(getComputedStyle(probe).fontSize);
  probe.remove();
  const texts: SeenText[] = [];
  const walker = document.createTreeWalker(document.querySelector("main")!, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = node.textContent!.trim();
    const element = node.parentElement!;
    if (text === "" || !element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) {
      continue;
    }
    if (element.closest(".unseen, script, option, .maplibregl-map")) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const box = range.getBoundingClientRect();
    if (box.width === 0 || box.right < 0 || box.bottom < 0) continue;
    const style = getComputedStyle(element);
    const back = behind(element);
    const ink = rgba(style.fill !== "rgb(0, 0, 0)" && element.closest("svg") ? style.fill : style.color);
    const seen = over([ink[0], ink[1], ink[2], ink[3] * opacityOf(element)], back);
    const flows = style.textOverflow === "ellipsis" || style.overflowX === "auto" ||
      style.overflowY === "auto";
    texts.push({
      text: text.slice(0, 40),
      where: [element, element.parentElement, element.parentElement?.parentElement].map((at) =>
        at?.getAttribute("class") ?? at?.tagName
      ).join(" < "),
      size: parseFloat(style.fontSize),
      contrast: contrastOf(seen, back),
      cut: !flows &&
        (hiddenFrom(element, box) ||
          element.scrollWidth > element.clientWidth + 1 && style.overflowX === "hidden"),
    });
  }
  const panels = [...document.querySelectorAll("main .panel")]
    .filter((panel) => panel.checkVisibility() && !panel.parentElement!.closest(".panel"))
    .map((panel) => {
      const { left, top, right, bottom } = panel.getBoundingClientRect();
      return { name: panel.className, left, top, right, bottom };
    })
    .filter(({ left, right, top, bottom }) => right > left && bottom > top);
  return { rem, smallest, texts, panels, width: innerWidth, height: innerHeight };
}

export async function lookAt(page: Page): Promise<Seen> {
  return await page.evaluate(look);
}

/** Pairs of panels that share more than a hairline of the screen. */
export function overlaps(panels: readonly Box[]): string[] {
  const pairs: string[] = [];
  panels.forEach((a, i) => {
    for (const b of panels.slice(i + 1)) {
      const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (wide > 1 && high > 1) pairs.push(`${a.name} × ${b.name}`);
    }
  });
  return pairs;
}

/** Panels that stick out of the screen. */
export function outside({ panels, width, height }: Seen): string[] {
  return panels.filter(({ left, top, right, bottom }) =>
    left < -1 || top < -1 || right > width + 1 || bottom > height + 1
  ).map(({ name }) => name);
}
