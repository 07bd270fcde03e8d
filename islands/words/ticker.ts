/** What is happening. */

const zh = {
  happening: "正在发生",
  nothingOpen: "没有待处置的事件",
  assignedTo: (worker: string) => `已派 ${worker}`,
  notAssigned: "待派",
  newer: (n: number) => `${n} 条新事件`,
  openCount: (n: string) => `${n} 件待处置`,
  severity: ["", "特急", "紧急", "一般", "轻微"],
};

const en: typeof zh = {
  happening: "Happening now",
  nothingOpen: "Nothing is open",
  assignedTo: (worker) => `${worker} sent`,
  notAssigned: "unassigned",
  newer: (n) => `${n} new`,
  openCount: (n) => `${n} open`,
  severity: ["", "critical", "urgent", "normal", "minor"],
};

export const ticker = { zh, en };
