/** The weather of Haiwan: fronts, fog, storms and seasons, a function of time and the seed alone. Pure. */
import alea from "alea";
import { createNoise2D } from "simplex-noise";
import type { Sky } from "../streams/weather.ts";
import type { Bilingual } from "./categories.ts";
import { DAY_MS, HOUR_MS, localDay, localMinutes } from "./rhythm.ts";

export interface Conditions {
  readonly sky: Sky;
  readonly text: Bilingual;
  /** Degrees Celsius. */
  readonly celsius: number;
  /** m/s. */
  readonly wind: number;
  /** 0 (none) to 1 (a cloudburst): what falls, and how much it does to the city. */
  readonly rain: number;
}

/** Mean of each month on the coast of the Yellow Sea at 36.6° N, °C. */
const MONTH_C = [0, 1.5, 6, 11.5, 17, 21, 25, 26, 22, 16, 9, 2.5] as const;
/** How wet a month is: what the noise must exceed for rain. */
const DRY = [0.62, 0.6, 0.56, 0.5, 0.46, 0.36, 0.22, 0.24, 0.42, 0.54, 0.56, 0.62] as const;
const HALF_DAY_SWING_C = 3.6;

const front = createNoise2D(alea("haiwan/front"));
const gust = createNoise2D(alea("haiwan/gust"));

const SAID: Readonly<Record<Sky, readonly [Bilingual, Bilingual]>> = {
  clear: [{ zh: "晴", en: "Clear" }, { zh: "晴", en: "Clear" }],
  cloudy: [{ zh: "多云", en: "Partly cloudy" }, { zh: "多云", en: "Cloudy" }],
  overcast: [{ zh: "阴", en: "Overcast" }, { zh: "阴", en: "Overcast" }],
  fog: [{ zh: "薄雾", en: "Mist" }, { zh: "海雾", en: "Sea fog" }],
  rain: [{ zh: "小雨", en: "Light rain" }, { zh: "中雨", en: "Rain" }],
  storm: [{ zh: "大雨", en: "Heavy rain" }, { zh: "暴雨", en: "Rainstorm" }],
  snow: [{ zh: "小雪", en: "Light snow" }, { zh: "中雪", en: "Snow" }],
};

export function weatherAt(time: number): Conditions {
  const days = time / DAY_MS;
  const month = new Date(time + 8 * HOUR_MS).getUTCMonth();
  // A front passes in a day and a half; smaller showers ride on it.
  const wet = 0.75 * front(days / 1.6, 0) + 0.25 * front(days / 0.22, 7);
  const celsius = temperature(time, month, wet);
  const wind = Math.max(0.4, 3.6 + 2.6 * gust(days / 0.8, 3) + 3 * Math.max(0, wet));
  const rain = Math.max(0, Math.min(1, (wet - DRY[month]!) / 0.42));
  const sky = skyOf({ wet, rain, celsius, month, minutes: localMinutes(time), calm: gust(days / 1.1, 9) });
  return { sky, text: say(sky, rain), celsius: Math.round(celsius), wind: Math.round(wind * 10) / 10, rain };
}

function temperature(time: number, month: number, wet: number): number {
  const date = new Date(time + 8 * HOUR_MS);
  const share = (date.getUTCDate() - 15) / 30;
  const next = MONTH_C[(month + (share < 0 ? 11 : 1)) % 12]!;
  const season = MONTH_C[month]! + (next - MONTH_C[month]!) * Math.abs(share);
  const hour = localMinutes(time) / 60;
  // Warmest at three in the afternoon; clouds flatten the day.
  const swing = HALF_DAY_SWING_C * Math.cos((hour - 15) / 24 * 2 * Math.PI) * (wet > 0.2 ? 0.5 : 1);
  return season + swing + 3 * front(localDay(time) / 3.1, 21);
}

interface Air {
  readonly wet: number;
  readonly rain: number;
  readonly celsius: number;
  readonly month: number;
  readonly minutes: number;
  readonly calm: number;
}

function skyOf({ wet, rain, celsius, month, minutes, calm }: Air): Sky {
  if (rain > 0) return celsius < 0.5 ? "snow" : rain > 0.6 ? "storm" : "rain";
  // Warm air over cold water: from April to July, at night and in the morning.
  const foggy = month >= 3 && month <= 6 && (minutes < 9 * 60 || minutes > 20 * 60);
  if (foggy && calm < -0.35) return "fog";
  return wet > 0.22 ? "overcast" : wet > -0.12 ? "cloudy" : "clear";
}

function say(sky: Sky, rain: number): Bilingual {
  const heavier = sky === "storm" ? rain > 0.82 : rain > 0.3;
  return SAID[sky][heavier || sky === "fog" ? 1 : 0];
}
