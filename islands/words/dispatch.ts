/** Whom to send, and what became of it. */

const zh = {
  noWorkersNear: "附近没有在岗网格员",
  whoGoes: "派谁去",
  sendTo: (what: string) => `派往 ${what}`,
  nobodyFree: "附近没有空闲网格员",
  free: "空闲",
  busy: "忙碌",
  dispatch: "派遣",
  dispatching: "派遣中…",
  dispatched: (worker: string) => `已派 ${worker}`,
  taken: (by: string, worker: string) => `${by} 已先派 ${worker}`,
  refused: {
    "unknown-incident": "查无此事件",
    "unknown-worker": "查无此网格员",
    "not-open": "该事件已不在待处置中",
    forbidden: "没有派遣权限",
    stage: "案卷当前阶段不能派遣",
    "key-reused": "指令编号已被使用，请再试",
    "bad-command": "指令不完整，请检查姓名",
  },
  noAnswer: "服务器没有回应，尚不知是否派出；可再按一次，不会重复派遣",
  yourName: "您的姓名",
  yourNameWhy: "您的姓名（记入派遣记录）",
  saveName: "确定",
  dispatcher: (name: string) => `派遣人 ${name}`,
  changeName: "更改",
  candidatesFailed: "无法取得候选网格员",
  fixAge: (age: string) => `定位 ${age}`,
};

const en: typeof zh = {
  noWorkersNear: "No workers on duty nearby",
  whoGoes: "Who goes",
  sendTo: (what) => `To ${what}`,
  nobodyFree: "Nobody free nearby",
  free: "free",
  busy: "busy",
  dispatch: "Send",
  dispatching: "Sending…",
  dispatched: (worker) => `${worker} was sent`,
  taken: (by, worker) => `${by} already sent ${worker}`,
  refused: {
    "unknown-incident": "This incident is unknown",
    "unknown-worker": "This worker is unknown",
    "not-open": "This incident is no longer open",
    forbidden: "You may not dispatch here",
    stage: "Nobody can be sent at this stage of the case",
    "key-reused": "The command's key was used before; try again",
    "bad-command": "The command is incomplete; check your name",
  },
  noAnswer:
    "The server did not answer, so it is unknown whether it was sent. Press again: nobody is sent twice",
  yourName: "Your name",
  yourNameWhy: "Your name, for the record",
  saveName: "OK",
  dispatcher: (name) => `Dispatcher ${name}`,
  changeName: "change",
  candidatesFailed: "Cannot get the candidates",
  fixAge: (age) => `fix ${age}`,
};

export const dispatch = { zh, en };
