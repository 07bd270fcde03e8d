/** What is said of cases, in Chinese and English: the stages of cases, how severe they are, and what is asked of a list of them. A missing English phrase is a type error. */
import type { CaseTriage, Stage } from "../../streams/record.ts";

const zh = {
  severities: ["", "特急", "紧急", "一般", "轻微"],
  triage: {
    late: "已超时",
    short: "将超时",
    unassigned: "未派遣",
    answer: "待答复",
    mine: "待我办理",
    watched: "关注",
  } satisfies Record<CaseTriage, string>,
  stages: {
    reported: "已上报",
    pre_verifying: "核实中",
    filed: "已立案",
    dispatched: "已派遣",
    accepted: "已接单",
    arrived: "已到场",
    handled: "已处置",
    post_checking: "核查中",
    closed: "已结案",
    rejected: "不予立案",
    cancelled: "已作废",
    merged: "已并案",
  } satisfies Record<Stage, string>,
};
type StageWords = typeof zh;

const en: StageWords = {
  severities: ["", "Critical", "Urgent", "Normal", "Minor"],
  triage: {
    late: "Late",
    short: "At risk",
    unassigned: "Nobody sent",
    answer: "To answer",
    mine: "For me",
    watched: "Watched",
  },
  stages: {
    reported: "Reported",
    pre_verifying: "Being verified",
    filed: "Filed",
    dispatched: "Dispatched",
    accepted: "Accepted",
    arrived: "On scene",
    handled: "Handled",
    post_checking: "Being checked",
    closed: "Closed",
    rejected: "Not filed",
    cancelled: "Cancelled",
    merged: "Merged",
  },
};

export const STAGE_WORDS = { zh, en };
