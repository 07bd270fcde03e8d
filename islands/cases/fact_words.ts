/** What is said of cases, in Chinese and English: what is known of a case: its facts, its people, what happened, and what may be the same. A missing English phrase is a type error. */

const zh = {
  nobody: "—",
  facts: {
    source: "来源",
    reporter: "报告人",
    place: "地点",
    filedUnder: "立案条件",
    crew: "处置人员",
    track: "轨迹",
    reports: (n: number) => `${n} 条上报`,
    mergedInto: "并入",
    suspended: (when: string) => `挂账至 ${when}`,
    pending: (text: string) => `被退回：${text}。继续办理须答复`,
    self: "自行处置",
    extended: (n: number) => `已延期 ${n} 次`,
    score: (n: number) => `评价 ${n} / 5`,
  },
  lead: "主办",
  helper: "协办",
  crewStates: { assigned: "待出发", en_route: "途中", on_scene: "现场" },
  timeline: "经过",
  sheet: "打印 · 分享",
  doubles: {
    title: "可能重复",
    merge: "并入此案",
    ring: (n: number) => n === 0 ? "同一位置" : `相距约 ${n * 130} 米`,
    minutes: (n: number) =>
      n < 60
        ? `相隔 ${n} 分钟`
        : n < 1_440
        ? `相隔 ${Math.round(n / 60)} 小时`
        : `相隔 ${Math.round(n / 1_440)} 天`,
    category: { same: "同类", major: "同大类" },
    said: (words: readonly string[]) => `都提到“${words.join("”“")}”`,
  },
};
type FactWords = typeof zh;

const en: FactWords = {
  nobody: "—",
  facts: {
    source: "Source",
    reporter: "Reporter",
    place: "Place",
    filedUnder: "Filed under",
    crew: "Crew",
    track: "track",
    reports: (n) => `${n} reports`,
    mergedInto: "Merged into",
    suspended: (when) => `Suspended until ${when}`,
    pending: (text) => `Returned: ${text}. Going on asks for an answer`,
    self: "Fixed by its finder",
    extended: (n) => n === 1 ? "Extended once" : `Extended ${n} times`,
    score: (n) => `Rated ${n} of 5`,
  },
  lead: "lead",
  helper: "helper",
  crewStates: { assigned: "not yet out", en_route: "on the way", on_scene: "on scene" },
  timeline: "What happened",
  sheet: "Print · share",
  doubles: {
    title: "Possibly the same",
    merge: "Merge into it",
    ring: (n) => n === 0 ? "same place" : `about ${n * 130} m apart`,
    minutes: (n) =>
      n < 60
        ? `${n} min apart`
        : n < 1_440
        ? `${Math.round(n / 60)} h apart`
        : `${Math.round(n / 1_440)} d apart`,
    category: { same: "same category", major: "same class" },
    said: (words) => `both say “${words.join("”, “")}”`,
  },
};

export const FACT_WORDS = { zh, en };
