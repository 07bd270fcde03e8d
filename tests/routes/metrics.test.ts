/** What a watching machine reads of what waits. */
import { expect, it } from "vitest";
import { createMetrics, type Measured } from "../../routes/metrics.ts";

it("counts alerts that wait for the ledger, and those that found no room, as they are at each scrape", async () => {
  let untold = { waiting: 0, dropped: 0 };
  const measured: Measured = {
    pulse: () => ({ totals: { workers: 0, incidents: 0 }, backlog: 0, engine: "up", feeds: [] }) as never,
    ...{ screens: () => 0, stored: () => 0, lag: () => null, whole: () => true, untold: () => untold },
  };
  const scrape = createMetrics(measured);
  const figures = async () =>
    (await scrape()).split("\n").filter((line) => line.startsWith("hexwall_alerts_"));
  expect(await figures()).toEqual(["hexwall_alerts_untold 0", "hexwall_alerts_dropped 0"]);
  untold = { waiting: 3, dropped: 1 };
  expect(await figures()).toEqual(["hexwall_alerts_untold 3", "hexwall_alerts_dropped 1"]);
});
