/** The API page in Chinese: what several parts of the API say. */
import type { Phrases } from "./phrases.ts";

export const SHARED: Phrases = {
  "Taken; refused rows are named": "已接收；被拒的行逐条列出",
  "Nothing was readable": "没有可读的内容",
  "The body is too large": "正文过大",
  "Too much at once: wait Retry-After seconds, then send the rest":
    "一次过多：等待 Retry-After 秒后再发其余部分",
  "OK": "成功",
  "ISO 8601 with zone, or epoch ms": "带时区的 ISO 8601，或纪元毫秒",
  "Metres": "米",
  "m/s": "米/秒",
  "1 is the most severe": "1 为最严重",
  "Not a command": "不是派遣指令",
  "Nobody is signed in": "尚未登录",
  "The role or the area does not allow it; the answer says which role would":
    "角色或辖区不允许；应答说明需要哪个角色",
  "A field is wrong; the answer says which": "某一项有误；应答说明是哪一项",
  "A parameter cannot be read; the answer says which, and what to use":
    "某个参数无法识别；应答说明是哪一个、可用什么",
  "Not sent as application/json": "未以 application/json 发送",
  "Done": "已完成",
  "The version that was seen": "所见的版本",
  "Made by the client, new for each command: sent again, it gets the first answer":
    "由客户端生成，每条命令各异：重发得到首次的答复",
  "The key was used for something else": "此 key 已用于其他命令",
  "What happened": "发生了什么",
};
