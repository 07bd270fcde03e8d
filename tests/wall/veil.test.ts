/** The veil over everything but the selected hexagon, pixel by pixel, in real Chromium: on walls of every shape, in every light. */
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { cellAt, outlineOf } from "../../geo/cell.ts";
import { rgbOf } from "../../geo/layers/mark_colours.ts";
import { VEIL_STRENGTH } from "../../geo/layers/veil_shader.ts";
import { decodePng, type Pixels } from "../png.ts";
import { openWall, until, useStage } from "./a_wall.ts";

const stage = useStage({ env: { CITY: "tests/cities/tiny" } });
const AT = { lat: 36.2, lon: 120.25 };
/** The outline itself, and edges that are smoothed. */
const EDGE_PX = 7;
/** Of the pixels; names are written anew in another ink, so that they can be read through the veil. */
const NAMES = 0.04;

let walls = 0;

async function report(): Promise<void> {
  const rows = Array.from({ length: 60 }, (_, i) => {
    const far = 0.06 * Math.sqrt(i / 60), angle = i * 2.39996;
    const place = { lat: AT.lat + far * Math.sin(angle), lon: AT.lon + far * Math.cos(angle) };
    return { id: `V${i}`, source: "t", category: "road", time: Date.now(), ...place, severity: 1 + i % 4 };
  });
  const body = rows.map((row) => JSON.stringify({ ...row, title: row.id })).join("\n");
  expect((await stage.server.post("/api/incidents", body)).status).toBe(202);
}

async function picture(query: string, size: [number, number], cell: string | null): Promise<[Pixels, Page]> {
  // On a wall of its own: screens of the same one would show what another selected.
  const page = await openWall(stage, `${query}&wallname=${walls++}` + (cell ? `&cell=${cell}` : ""), {
    size,
  });
  await page.evaluate(`{
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("body * { visibility: hidden } .map, .map * { visibility: visible }");
    document.adoptedStyleSheets.push(sheet);
  }`);
  await until(page, "globalThis.__hexwall.incidents >= 60");
  for (let last = "";;) {
    await page.waitForTimeout(700);
    const shot = await page.screenshot({ timeout: 120_000 });
    const next = shot.toString("base64");
    if (next === last) return [decodePng(shot), page];
    last = next;
  }
}

/** Where the corners of a cell are in the window, px. */
async function corners(page: Page, cell: string): Promise<{ x: number; y: number }[]> {
  const { x: left, y: top } = (await page.locator(".map").boundingBox())!;
  return await Promise.all(
    outlineOf(cell).map(async ([lon, lat]) => {
      const { x, y } = await page.evaluate(`__hexwall.at(${lat}, ${lon})`) as { x: number; y: number };
      return { x: x + left, y: y + top };
    }),
  );
}

/** Px from a pixel to the sides of the cell, negative inside. */
function outside(x: number, y: number, ring: readonly { x: number; y: number }[]): number {
  const far = ring.map((a, i) => {
    const b = ring[(i + 1) % ring.length]!;
    return ((b.x - a.x) * (y - a.y) - (b.y - a.y) * (x - a.x)) / Math.hypot(b.x - a.x, b.y - a.y);
  });
  // Corners run the other way round on a screen, whose y grows downwards.
  return Math.max(...far);
}

function compare(before: Pixels, after: Pixels, page: readonly number[], ring: { x: number; y: number }[]) {
  const count = { inside: 0, changed: 0, outside: 0, notDimmed: 0 };
  for (let y = 0; y < before.height; y++) {
    for (let x = 0; x < before.width; x++) {
      const far = outside(x + 0.5, y + 0.5, ring);
      if (Math.abs(far) < EDGE_PX) continue;
      const at = (y * before.width + x) * 4, strength = far > 0 ? VEIL_STRENGTH : 0;
      const same = page.every((veil, i) =>
        Math.abs(after.data[at + i]! - (before.data[at + i]! * (1 - strength) + veil * strength)) <= 2.5
      );
      if (far > 0) {
        count.outside++;
        if (!same) count.notDimmed++;
      } else {
        count.inside++;
        if (!same) count.changed++;
      }
    }
  }
  return count;
}

const pageColour = async (page: Page) =>
  rgbOf(await page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--map-page')"));

describe("a selected hexagon", { timeout: 300_000 }, () => {
  test.each(
    [
      ["a dark wall", "?view=36.2,120.25,11.4", [1280, 720]],
      ["a light wall that stands upright", "?theme=light&view=36.2,120.25,11.4", [540, 960]],
      ["an ultra-wide one", "?view=36.2,120.25,11.4", [1920, 540]],
      ["one screen of two", "?screen=2x1:2&view=36.2,120.18,11.4", [800, 600]],
    ] as const,
  )("is as bright as it was on %s, and everything else is dimmed to 60 %", async (_, query, size) => {
    await report();
    const cell = cellAt(AT, 7);
    const [before, plain] = await picture(query, [...size], null);
    await plain.context().close();
    const [after, page] = await picture(query, [...size], cell);
    const seen = compare(before, after, await pageColour(page), await corners(page, cell));
    expect(seen.inside).toBeGreaterThan(300);
    expect(seen.outside).toBeGreaterThan(200_000);
    expect(seen.changed / seen.inside).toBeLessThan(NAMES);
    expect(seen.notDimmed / seen.outside).toBeLessThan(NAMES);
  });

  test("dims all that is seen when it is elsewhere, however near one looks", async () => {
    await report();
    const query = "?view=36.2,120.25,17";
    const [before, plain] = await picture(query, [1280, 720], null);
    await plain.context().close();
    const cell = cellAt({ lat: 36.25, lon: 120.3 }, 10);
    const [after, page] = await picture(query, [1280, 720], cell);
    const seen = compare(before, after, await pageColour(page), await corners(page, cell));
    expect(seen.inside).toBe(0);
    expect(seen.notDimmed / seen.outside).toBeLessThan(NAMES);
  });
});
