/** The API page in Chinese: its parts, and how one authenticates. */
import type { Phrases } from "./phrases.ts";

export const TAG_NAMES: Phrases = {
  "A program sends a key, made at /admin or set with API_KEYS, with each request: scope ingest sends, scope read reads what is counted and reported":
    "程序每次请求都附上密钥（在 /admin 生成，或由 API_KEYS 设定）：ingest 权限用于送入，read 权限用于读取计数与上报内容",
  "A person has the cookie of POST /api/session, as the pages do; it opens what docs/rights.md says of the account's roles and areas":
    "人员使用 POST /api/session 给出的 cookie，与各页面相同；可用的内容以 docs/rights.md 中该账号的角色与辖区为准",
  "Session and people": "会话与人员",
  "Who one is here: signing in, sessions, accounts and their duty shifts":
    "本人是谁：登录、会话、账号及值班班次",
  "Feeds in": "数据接入",
  "What other systems send, with a key of scope ingest": "其他系统送入的数据，需 ingest 权限的密钥",
  "Live reading": "实时读取",
  "The city as it is now": "城市的当前状况",
  "Cases and commands": "案卷与命令",
  "Reports and incidents that somebody works on": "正在办理的上报与事件",
  "Assignment, candidates, reach": "派遣、候选人与可达范围",
  "Who could go, who is sent, and where nobody would be in time": "谁可以去、派谁去，以及何处无人能按时到达",
  "Alerts, fences, SOS": "告警、围栏与求救",
  "What somebody has to be told at once": "须立即告知的情况",
  "Field": "现场",
  "The phone of a worker, and other apps in its place": "网格员的手机，以及代替它的其他应用",
  "Handovers": "交接班",
  "From one shift of the centre to the next": "指挥中心上一班与下一班之间",
  "History": "历史",
  "What was, and what is usual": "过去的情况与平常值",
  "Administration": "管理",
  "Keys of programs, the audit record, and the demo city's scenarios": "程序的密钥、审计记录与演示城市的情景",
  "Health and metrics": "健康与指标",
  "For machines that watch this one; they need no key": "供监控程序使用，无需密钥",
};
