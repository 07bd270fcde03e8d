import { expect, it } from "vitest";
import { DemoPlace } from "../../../islands/field/demo_place.ts";

const VIEW = { lat: 36.5, lon: 121.9, zoom: 12 };
const CITY = { bounds: [121, 36, 122, 37], view: VIEW, demo: true } as const;

it("walks about in the demo as the phone does elsewhere, and leaves every other place as it is", () => {
  const place = new DemoPlace();
  expect(place.inCity({ lat: 52.5, lon: 13.4, time: 7 }, CITY)).toEqual({ lat: 36.5, lon: 121.9, time: 7 });
  const next = place.inCity({ lat: 52.501, lon: 13.402 }, CITY);
  expect([next.lat, next.lon]).toEqual([expect.closeTo(36.501, 9), expect.closeTo(121.902, 9)]);
  for (const city of [{ ...CITY, demo: false }, null]) {
    expect(new DemoPlace().inCity({ lat: 52.5, lon: 13.4 }, city)).toEqual({ lat: 52.5, lon: 13.4 });
  }
  expect(place.inCity({ lat: 36.2, lon: 121.5 }, CITY)).toEqual({ lat: 36.2, lon: 121.5 });
});
