/** Numbers, times and distances as people say them: relative under an hour, absolute beyond, in the city's zone. */
import type { Place } from "../geo/place.ts";
import type { CityDescription, NamedCategory, NamedCode } from "./city.ts";
import { type Lang, type Words, wordsOf } from "./words.ts";

const MINUTE = 60_000;
const HOUR = 3_600_000;
const LOCALE: Readonly<Record<Lang, string>> = { zh: "zh-CN", en: "en-GB" };

function isChinese(text: string): boolean {
  return /\p{Script=Han}/u.test(text);
}

/** The city's names of codes; see {@link CityDescription}. */
export type Tables = Pick<CityDescription, "categories" | "sources">;
const NO_TABLES: Tables = { categories: [], sources: [] };

/** Formatters are costly to make, so each language and zone has one set. */
export class Speech {
  readonly words: Words;
  readonly #whole: Intl.NumberFormat;
  readonly #short: Intl.NumberFormat;
  readonly #compact: Intl.NumberFormat;
  readonly #clock: Intl.DateTimeFormat;
  readonly #hourMinute: Intl.DateTimeFormat;
  readonly #date: Intl.DateTimeFormat;
  readonly #dayTime: Intl.DateTimeFormat;
  readonly #yearTime: Intl.DateTimeFormat;
  readonly #year: Intl.DateTimeFormat;

  readonly #categories: ReadonlyMap<string, NamedCategory>;
  readonly #sources: ReadonlyMap<string, NamedCode>;

  constructor(readonly lang: Lang, readonly timeZone: string, tables: Tables = NO_TABLES) {
    this.#categories = new Map(tables.categories.map((category) => [category.code, category]));
    this.#sources = new Map(tables.sources.map((source) => [source.code, source]));
    this.words = wordsOf(lang);
    const locale = LOCALE[lang];
    this.#whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
    this.#short = new Intl.NumberFormat(locale, { maximumSignificantDigits: 2 });
    this.#compact = new Intl.NumberFormat(locale, { notation: "compact", maximumSignificantDigits: 3 });
    const format = (options: Intl.DateTimeFormatOptions) =>
      new Intl.DateTimeFormat(locale, { timeZone, hourCycle: "h23", ...options });
    const time = { hour: "2-digit", minute: "2-digit" } as const;
    this.#clock = format({ ...time, second: "2-digit" });
    this.#hourMinute = format(time);
    this.#date = format(
      lang === "zh"
        ? { month: "long", day: "numeric", weekday: "short" }
        : { weekday: "short", day: "numeric", month: "short" },
    );
    this.#dayTime = format({ month: "2-digit", day: "2-digit", ...time });
    this.#yearTime = format({ year: "numeric", month: "2-digit", day: "2-digit", ...time });
    this.#year = format({ year: "numeric" });
  }

  count(n: number): string {
    return this.#whole.format(n);
  }

  /** The same in few digits where it has many: `12.9万`, `129K`. */
  short(n: number): string {
    return n < 100_000 ? this.count(n) : this.#compact.format(n);
  }

  /** A figure that may be a share: whole as it is, otherwise two digits that count. */
  figure(n: number): string {
    return Number.isInteger(n) ? this.count(n) : this.#short.format(n);
  }

  /** With its sign, and ± for none. */
  difference(n: number): string {
    return n === 0 ? "±0" : n > 0 ? `+${this.figure(n)}` : `−${this.figure(-n)}`;
  }

  clock(at: number): string {
    return this.#clock.format(at);
  }

  date(at: number): string {
    // Chinese formats run date and weekday together.
    return this.#date.format(at).replace(/(日)(周)/, "$1 $2");
  }

  hourMinute(at: number): string {
    return this.#hourMinute.format(at);
  }

  /** When something was, seen from `now`. A clock that runs a little ahead is "just now". */
  when(at: number, now: number): string {
    const age = now - at;
    if (age < 1_000) return this.words.now;
    if (age < MINUTE) return this.words.secondsAgo(Math.floor(age / 1_000));
    if (age < HOUR) return this.words.minutesAgo(Math.floor(age / MINUTE));
    return this.moment(at, now);
  }

  /** The time of day, with the date when it was not within the last 20 hours. */
  moment(at: number, now: number): string {
    return now - at < 20 * HOUR ? this.#hourMinute.format(at) : this.#dayTime.format(at);
  }

  /** Date and time to the second, for records. */
  dayClock(at: number): string {
    return `${this.#dayTime.format(at)}`;
  }

  /** The same with the year where that is not the year of `now`. */
  yearClock(at: number, now: number): string {
    return this.#year.format(at) === this.#year.format(now) ? this.dayClock(at) : this.#yearTime.format(at);
  }

  /** Short ages for figures that change every second: `0.4 s`, `12 s`, `3 min`. */
  age(ms: number): string {
    const s = Math.max(0, ms) / 1_000;
    const { seconds, minutes, hours } = this.words;
    if (s < 60) return seconds(s < 10 ? s.toFixed(1) : String(Math.floor(s)));
    if (s < 3_600) return minutes(String(Math.floor(s / 60)));
    return hours(String(Math.floor(s / 3_600)));
  }

  /** An age beside the one that is allowed, in one unit: `0.7/60 s`, `6/30 min`. */
  ageOf(ms: number, allowedMs: number): string {
    const most = Math.max(ms, allowedMs) / 1_000;
    const { seconds, minutes, hours } = this.words;
    const [unit, say] = most < 120
      ? [1_000, seconds] as const
      : most < 3 * 3_600
      ? [MINUTE, minutes] as const
      : [HOUR, hours] as const;
    const age = Math.max(0, ms) / unit;
    const short = unit === 1_000 && age < 10 ? age.toFixed(1) : String(Math.floor(age));
    return say(`${short}/${this.#short.format(allowedMs / unit)}`);
  }

  /** The half of a name given in both languages ("东路 · East Rd") that this reader reads. */
  name(text: string): string {
    const halves = text.split(" · ");
    return this.ofMine(halves).join(" · ");
  }

  /** Of words in both languages those that this reader reads; all where there are none of the one or the other. */
  ofMine(words: readonly string[]): readonly string[] {
    const [zh, en] = [words.filter(isChinese), words.filter((word) => !isChinese(word))];
    if (zh.length === 0 || en.length === 0) return words;
    return this.lang === "zh" ? zh : en;
  }

  /** A category by its name in the city's table, or the code as it came. */
  category(code: string): string {
    return this.#categories.get(code)?.[this.lang] ?? this.name(code);
  }

  /** The class above a category; the category itself where the city's table does not have it. */
  group(code: string): string {
    return this.#categories.get(code)?.group[this.lang] ?? this.category(code);
  }

  source(code: string): string {
    return this.#sources.get(code)?.[this.lang] ?? this.words.ownSources[code] ?? this.name(code);
  }

  /** Whoever stands in a record: a person by name, a rule by what it does. */
  actor(id: string, name: string): string {
    return this.words.rules[id] ?? this.name(name || id);
  }

  /** A feed by the name of its source, where the city's table has it; the key that is made at the first start has a name too. */
  feed(name: string): string {
    return this.#sources.get(name)?.[this.lang] ?? this.words.feedNames[name] ?? this.name(name);
  }

  area(m2: number): string {
    const { squareMetres, squareKilometres } = this.words;
    return m2 < 100_000 ? squareMetres(this.count(Math.round(m2 / 100) * 100)) : squareKilometres(
      (m2 / 1e6).toFixed(2),
    );
  }

  /** The one of eight directions that is nearest to a bearing in degrees from north. */
  facing(bearing: number): string {
    return this.words.facing[((Math.round(bearing / 45) % 8) + 8) % 8]!;
  }

  coordinates({ lat, lon }: Place): string {
    const say = (degrees: number) => Math.abs(degrees).toFixed(4);
    return this.words.coordinates(say(lat), say(lon), lat >= 0, lon >= 0);
  }

  percent(share: number): string {
    return `${Math.floor(share * 100)} %`;
  }

  celsius(degrees: number): string {
    return `${Math.round(degrees)} °C`.replace("-", "−");
  }

  /** The road and area of an address, without its house number. */
  road(address: string): string {
    return this.name(address).replace(/ ?\d+ ?号$/, "").replace(/^\d+ /, "");
  }

  distance(metres: number): string {
    if (metres < 1_000) return this.words.metres(String(Math.round(metres / 10) * 10));
    return this.words.kilometres((metres / 1_000).toFixed(metres < 10_000 ? 1 : 0));
  }
}
