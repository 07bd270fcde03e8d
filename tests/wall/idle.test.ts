/** A map on which nothing happens is not painted: a wall runs for months, and a graphics card has better things to do. */
import { expect, test } from "vitest";
import { openWall, until, useStage } from "./a_wall.ts";

const stage = useStage({ env: { CITY: "tests/cities/tiny" } });
const AT = { lat: 36.2, lon: 120.25 };

/** Counts what is drawn, whoever draws it. */
function countDraws(): void {
  const counted = globalThis as unknown as { __draws: number };
  counted.__draws = 0;
  for (
    const name of ["drawElements", "drawArrays", "drawElementsInstanced", "drawArraysInstanced"] as const
  ) {
    const draw = WebGL2RenderingContext.prototype[name] as (...args: never[]) => void;
    WebGL2RenderingContext.prototype[name] = function (this: WebGL2RenderingContext, ...args: never[]) {
      counted.__draws++;
      return draw.apply(this, args);
    } as never;
  }
}

test.each(["/wall", "/dispatch"])("%s draws nothing while only the server's clock comes in", async (path) => {
  const incident = { source: "t", category: "road", time: new Date().toISOString(), title: "A", severity: 1 };
  await stage.server.post("/api/incidents", JSON.stringify({ ...incident, ...AT, id: "R0" }));
  const page = await openWall(stage, "", {
    drawn: false,
    prepare: (page) => page.addInitScript(countDraws),
  });
  await page.goto(`${stage.server.url}${path}?view=${AT.lat},${AT.lon},14`);
  await until(page, "(globalThis.__hexwall?.frames ?? 0) > 0 && globalThis.__draws > 0");
  const seen = async (ms: number) => {
    const before = await page.evaluate("globalThis.__draws") as number;
    await page.waitForTimeout(ms);
    return await page.evaluate("globalThis.__draws") as number - before;
  };
  // Tiles come and names fade in; after that, in the time of four pulses, nothing: each would have painted it anew.
  await expect.poll(() => seen(3_500)).toBe(0);
});
