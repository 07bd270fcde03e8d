/** What came in, the hottest cells, silent feeds. */

const zh = {
  breakdown: (window: string) => `${window}新增构成`,
  byDistrict: "按区",
  byStreet: "按街道",
  nothingCame: "此时段内没有新增",
  figuresFailed: (since: string) => `自 ${since} 取不到统计，正在重试`,
  usualMark: (basis: "weeks" | "days", n: number) =>
    basis === "weeks" ? `竖线：近 ${n} 周同期` : `竖线：近 ${n} 天同时`,
  noUsual: { "too-short": "历史不足，暂无同期", "no-answer": "历史库未应答，暂无同期" },
  share: (name: string, n: string, usual: string | null) =>
    usual === null ? `${name}：${n} 件` : `${name}：${n} 件，同期 ${usual} 件`,
  hottest: "最热网格",
  nothingHot: "无显著热点",
  hotRule: { weeks: "显著高于同期", days: "显著高于往日", neighbours: "显著高于周边" },
  hotReason: (category: string, n: string, since: string) => `${category} ${n} 件，自 ${since}`,
  rising: "仍在增加",
  neverBefore: "往常没有",
  lateSince: (what: string, since: string) => `${what} · 自 ${since}`,
  silentFeeds: "沉默的来源",
  feedNames: { local: "本机接口", demo: "演示" } as Readonly<Record<string, string>>,
  ownSources: { manual: "手工登记" } as Readonly<Record<string, string>>,
  rules: { "rule:intake": "按规则自动受理" } as Readonly<Record<string, string>>,
  feedMissing: {
    fixes: "定位不再更新",
    incidents: "事件不再进入",
    cameras: "视频清单未更新",
    weather: "天气未更新",
  },
};

const en: typeof zh = {
  breakdown: (window) => `New in ${window}, by kind`,
  byDistrict: "By district",
  byStreet: "By subdistrict",
  nothingCame: "Nothing came in",
  figuresFailed: (since) => `No figures since ${since}; trying again`,
  usualMark: (basis, n) => basis === "weeks" ? `mark: usual of ${n} wk` : `mark: usual of ${n} d`,
  noUsual: { "too-short": "no history yet", "no-answer": "history does not answer" },
  share: (name, n, usual) => usual === null ? `${name}: ${n}` : `${name}: ${n}, usually ${usual}`,
  hottest: "Hottest cells",
  nothingHot: "Nothing significant",
  hotRule: { weeks: "above usual", days: "above the last days", neighbours: "above the cells around" },
  hotReason: (category, n, since) => `${category}: ${n}, since ${since}`,
  rising: "still rising",
  neverBefore: "unusual",
  lateSince: (what, since) => `${what} since ${since}`,
  silentFeeds: "Silent feeds",
  feedNames: { local: "own interface", demo: "demo" },
  ownSources: { manual: "By hand" },
  rules: { "rule:intake": "by rule" },
  feedMissing: {
    fixes: "positions stand still",
    incidents: "no new incidents",
    cameras: "camera list is old",
    weather: "weather is old",
  },
};

export const figures = { zh, en };
