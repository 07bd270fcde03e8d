/** The API page in Chinese: keys of programs. */
import type { Phrases } from "./phrases.ts";

export const KEYS: Phrases = {
  "Keys of programs: name, scopes, how each begins, who made it, when it was last used; never the key (administrators and integrators)":
    "程序密钥：名称、权限、开头几位、创建人、最近使用时间；不含密钥本身（管理员与接入方）",
  "Make a key; it is in this answer and never again (administrators and integrators)":
    "新建密钥；密钥仅在本应答中出现一次（管理员与接入方）",
  "Name of the key, and of the feed that sends with it: 1 to 64 letters without blanks, colons and commas":
    "密钥名称，也是用它送数据的来源名称：1–64 个字符，不含空格、冒号和逗号",
  "ingest sends, read reads what is counted and reported": "ingest 送入数据，read 读取统计与事件",
  "The key and its secret, shown this once": "密钥及其内容，仅显示这一次",
  "Revoke a key: it opens nothing from the next request on, and what it sends now breaks off (administrators and integrators)":
    "撤销密钥：从下一次请求起失效，正在发送的也随即中断（管理员与接入方）",
  "No such key was made here": "查无此密钥",
};
