/** Times and distances as the phone says them. Pure. */
import type { Lang } from "../words.ts";
import type { FieldWords } from "./words.ts";
import type { Way } from "./way.ts";

const MINUTE = 60_000, HOUR = 60 * MINUTE, DAY = 24 * HOUR;

export function agoText(at: number, now: number, { ago }: FieldWords): string {
  const age = now - at;
  if (age < MINUTE) return ago.now;
  if (age < HOUR) return ago.minutes(Math.floor(age / MINUTE));
  return age < DAY ? ago.hours(Math.floor(age / HOUR)) : ago.days(Math.floor(age / DAY));
}

/** A countdown: minutes and seconds under an hour, coarser above. */
export function spanText(ms: number, lang: Lang): string {
  const s = Math.floor(Math.abs(ms) / 1_000);
  const [d, h, m] = [Math.floor(s / 86_400), Math.floor(s / 3_600), Math.floor(s / 60)];
  const two = (n: number) => String(n).padStart(2, "0");
  if (h === 0) return `${m}:${two(s % 60)}`;
  if (d === 0) return lang === "zh" ? `${h} 小时 ${m % 60} 分` : `${h} h ${m % 60} min`;
  return lang === "zh" ? `${d} 天 ${h % 24} 小时` : `${d} d ${h % 24} h`;
}

export function distanceText(metres: number, words: FieldWords): string {
  if (metres < 1_000) return words.metres(String(Math.round(metres / 10) * 10));
  return words.kilometres((metres / 1_000).toFixed(metres < 10_000 ? 1 : 0));
}

/** Closer than a phone can tell. */
const HERE_M = 15;

export function wayText({ metres, bearing }: Way, words: FieldWords): string {
  if (metres < HERE_M) return words.here;
  return words.wayTo(distanceText(metres, words), words.facing[Math.round(bearing / 45) % 8]!);
}

/** The half of a name given in both languages ("东路 · East Rd") that this reader reads. */
export function nameText(text: string, lang: Lang): string {
  const halves = text.split(" · ");
  const [chinese, other] = [halves.filter(isChinese), halves.filter((half) => !isChinese(half))];
  if (chinese.length === 0 || other.length === 0) return text;
  return (lang === "zh" ? chinese : other).join(" · ");
}

function isChinese(text: string): boolean {
  return /\p{Script=Han}/u.test(text);
}

export function clockText(at: number, lang: Lang, timeZone: string | undefined): string {
  return new Intl.DateTimeFormat(lang === "zh" ? "zh-CN" : "en-GB", {
    ...{ hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
    ...(timeZone === undefined ? {} : { timeZone }),
  }).format(at);
}
