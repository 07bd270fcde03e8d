/** The API page in Chinese: shifts handed over. */
import type { Phrases } from "./phrases.ts";

export const HANDOVERS: Phrases = {
  "Shifts handed over that one signed or may take over, the newest first":
    "本人签过或可以接的交接班，最新的在前",
  "Sign a handover: the server puts down what is so now, and waits for whoever comes":
    "签名交班：由服务器记下此刻情况，等候接班人",
  "What else to know, up to 2,000 characters; may be left out": "其他说明，至多 2,000 字；可省略",
  "What somebody was told would happen; up to 50": "对他人承诺的事项；至多 50 项",
  "Up to 500 characters": "至多 500 字",
  "Number of a case": "案卷编号",
  "By when: epoch ms, or local time of the city": "最迟何时：纪元毫秒，或本市当地时间",
  "Signed, after it is on the disk": "已签名，已落盘",
  "What a handover would say now: changes since the last one, what is late next, who is silent":
    "此刻交班会写的内容：上次交班以来的变化、接下来到期的、失联人员",
  "Take a shift over: the second signature, of somebody else who may answer for its areas":
    "接班：第二个签名，须为他人，且其辖区涵盖交班辖区",
  "Up to 2,000 characters; may be left out": "至多 2,000 字；可省略",
  "There is none, or one may not take it over": "没有这份交接班，或无权接班",
  "Somebody else took it over; the answer says who": "已有他人接班；答复写明是谁",
  "It is one's own, or the key was used for something else": "是自己的班，或此 key 已用于其他命令",
  "What happened since one was last signed in, and how many handovers wait":
    "上次登录之后发生了什么，以及几份交接班待接",
};
