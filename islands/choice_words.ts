/** Why this one and not another, in both languages: what the ranking says by code, as sentences. */
import type { Bar, Bars, Reason } from "../dispatch/rank.ts";
import type { Speech } from "./say.ts";
import type { Lang } from "./words.ts";

const zh = {
  why: "为何建议此人",
  proposed: (who: string) => `建议 ${who}`,
  chosen: (who: string, time: string) => `派 ${who}，预计 ${time}`,
  chosenUnknown: (who: string) => `派 ${who}，当时位置不明`,
  passedOver: "较近而未选",
  arrives: (time: string) => `预计 ${time}`,
  inTime: "可按时到达",
  late: "将超时",
  learned: "按沿途学习所得速度",
  usual: "按默认速度",
  nearest: "最近且最先到达",
  earliest: "能去的人中最先到达",
  responsible: (time: string) => `该网格责任人，只比最先到者晚 ${time}`,
  busy: (id: string, more: number) => more > 0 ? `正在办理 ${id} 等 ${more + 1} 件` : `正在办理 ${id}`,
  busyUnknown: "正在办理其他案卷",
  ownDeadline: (id: string, at: string) => `去了会误 ${id} 的时限 ${at}`,
  stale: (age: string) => `定位已 ${age}未更新`,
  offDuty: "不在班",
  responsibleOff: (who: string, until: string | null) =>
    until === null ? `责任网格员 ${who}：不在班，未排班次` : `责任网格员 ${who}：不在班，${until} 上班`,
  skill: (skill: string) => `不具备技能：${skill}`,
  shiftEnds: (at: string) => `到达前班次已结束（${at}）`,
  slower: (time: string) => `虽近，要晚到 ${time}`,
  slowerEqual: "虽近，并不更早到",
  notResponsible: (time: string) => `早到 ${time}，但非责任网格员，差距在允许范围内`,
  nobodyFree: (of: string, why: string) => `无人可派：在线 ${of} 人${why === "" ? "" : `（${why}）`}`,
  tooFar: (time: string, left: string, why: string) =>
    `无人能按时到达：最快要 ${time}，只剩 ${left}${why === "" ? "" : `；较近者 ${why}`}`,
  overdue: (late: string, time: string) => `已超时 ${late}；最快还要 ${time}`,
  bars: {
    busy: (n: string) => `${n} 人在忙`,
    stale: (n: string) => `${n} 人定位过旧`,
    "off-duty": (n: string) => `${n} 人不在班`,
    skill: (n: string) => `${n} 人无此技能`,
    "shift-ends": (n: string) => `${n} 人班次将尽`,
  } satisfies Record<Bar, (n: string) => string>,
  comma: "、",
  skills: {
    sanitation: "环卫",
    lamps: "照明",
    pipes: "管网",
    green: "园林",
    enforcement: "执法",
  } as Readonly<Record<string, string>>,
};

export type ChoiceWords = typeof zh;

const en: ChoiceWords = {
  why: "Why this one",
  proposed: (who) => `Proposed: ${who}`,
  chosen: (who, time) => `${who} was sent, about ${time} away`,
  chosenUnknown: (who) => `${who} was sent; nobody knew from where`,
  passedOver: "Nearer, and not chosen",
  arrives: (time) => `about ${time}`,
  inTime: "in time",
  late: "late",
  learned: "by speeds learned on the way",
  usual: "by the default speed",
  nearest: "The nearest, and the first to arrive",
  earliest: "The first to arrive of those who can go",
  responsible: (time) => `Answers for this grid, and arrives only ${time} after the first`,
  busy: (id, more) => more > 0 ? `busy with ${id} and ${more} more` : `busy with ${id}`,
  busyUnknown: "busy with another case",
  ownDeadline: (id, at) => `would miss the deadline of ${id} at ${at}`,
  stale: (age) => `fix ${age} old`,
  offDuty: "off duty",
  responsibleOff: (who, until) =>
    until === null
      ? `Answers for this grid: ${who}, off duty, no shift entered`
      : `Answers for this grid: ${who}, off duty until ${until}`,
  skill: (skill) => `lacks the skill: ${skill}`,
  shiftEnds: (at) => `the shift ends before, at ${at}`,
  slower: (time) => `nearer, but arrives ${time} later`,
  slowerEqual: "nearer, but arrives no earlier",
  notResponsible: (time) => `${time} earlier, but does not answer for this grid; within the margin`,
  nobodyFree: (of, why) => `Nobody can go: ${of} on the map${why === "" ? "" : ` (${why})`}`,
  tooFar: (time, left, why) =>
    `Nobody arrives in time: the first needs ${time}, ${left} are left${
      why === "" ? "" : `; nearer: ${why}`
    }`,
  overdue: (late, time) => `Late by ${late} already; the first still needs ${time}`,
  bars: {
    busy: (n) => `${n} busy`,
    stale: (n) => `${n} with an old fix`,
    "off-duty": (n) => `${n} off duty`,
    skill: (n) => `${n} without the skill`,
    "shift-ends": (n) => `${n} whose shift ends`,
  },
  comma: ", ",
  skills: {
    sanitation: "sanitation",
    lamps: "street lamps",
    pipes: "pipes",
    green: "parks and trees",
    enforcement: "enforcement",
  },
};

export function choiceWords(lang: Lang): ChoiceWords {
  return lang === "zh" ? zh : en;
}

/** A reason as one sentence. One that a newer server gave is said by its code. */
export function sayReason(reason: Reason, words: ChoiceWords, speech: Speech): string {
  const time = (seconds: number) => speech.age(seconds * 1_000);
  switch (reason.code) {
    case "nearest":
    case "earliest":
      return words[reason.code];
    case "responsible":
      return words.responsible(time(reason.seconds));
    case "busy":
      return reason.case === null ? words.busyUnknown : words.busy(reason.case, reason.cases - 1);
    case "own-deadline":
      return words.ownDeadline(reason.case, speech.hourMinute(reason.due));
    case "stale":
      return words.stale(speech.age(reason.ageMs));
    case "off-duty":
      return words.offDuty;
    case "skill":
      return words.skill(words.skills[reason.skill] ?? speech.name(reason.skill));
    case "shift-ends":
      return words.shiftEnds(speech.hourMinute(reason.ends));
    case "slower":
      return reason.seconds < 1 ? words.slowerEqual : words.slower(time(reason.seconds));
    case "not-responsible":
      return words.notResponsible(time(reason.seconds));
    case "nobody-free":
      return words.nobodyFree(speech.count(reason.of), sayBars(reason.bars, words, speech));
    case "too-far":
      return words.tooFar(time(reason.seconds), time(reason.left), sayBars(reason.bars, words, speech));
    case "overdue":
      return words.overdue(time(reason.late), time(reason.seconds));
    default:
      return (reason as { readonly code: string }).code;
  }
}

function sayBars(bars: Bars, words: ChoiceWords, speech: Speech): string {
  return (Object.keys(bars) as Bar[]).map((bar) => words.bars[bar](speech.count(bars[bar]!)))
    .join(words.comma);
}

/** Somebody by name and id. */
export function sayWho({ worker, name }: { readonly worker: string; readonly name: string | null }): string {
  return name === null ? worker : `${name} ${worker}`;
}
