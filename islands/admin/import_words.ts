/** What is said of a table of accounts: the page of accounts and the command line say the same. Pure. */
import { COLUMN_NAMES, type Fault, type PeopleColumn, type Reason } from "../../dispatch/people_table.ts";
import type { Note } from "../../dispatch/people_plan.ts";
import type { Lang } from "../words.ts";

type Say = (fault: Fault) => string;

const ZH: Readonly<Record<Reason, Say>> = {
  encoding: () => "文件既不是 UTF-8 也不是 GB18030 编码：请另存为 CSV 后重试",
  csv: ({ more }) => `不是有效的 CSV（${more}）`,
  empty: () => "表头之下没有数据",
  "too-many-rows": ({ more }) => `超过 ${more} 行：请分成几个文件`,
  "no-login-column": () => "没有“账号”列",
  "unknown-column": () =>
    `没有这一列，或重复出现；可用的列：${Object.values(COLUMN_NAMES).map(([name]) => name).join("、")}`,
  "too-many-cells": () => "单元格多于列数：含逗号的内容请用引号括起，多个值用分号分隔",
  "login-missing": () => "账号为空",
  "login-twice": ({ more }) => `与第 ${more} 行账号相同`,
  "name-missing": () => "新账号须有姓名",
  "role-unknown": () => "没有这个角色",
  "area-unknown": () => "本市没有这个区域编码",
  "grid-unknown": () => "本市没有这个网格编码",
  "worker-missing": () => "网格员须有网格员编号",
  "worker-without-role": () => "有网格员编号，角色中却没有网格员",
  "worker-twice": ({ more }) => `此网格员编号已属于账号 ${more}`,
  "kind-unknown": () => "没有这个类别：请用专职、专业或兼职",
  "active-unknown": () => "请填是或否",
  "last-admin": () => "这样就没有人能管理用户了：请先设另一位管理员",
  "login-form": () => "账号须为 2 至 64 个字符，不含空格",
  "too-long": () => "超过 120 个字符",
  "too-many": () => "超过 1000 个",
  form: ({ more }) => `不合要求：${more}`,
};

const EN: Readonly<Record<Reason, Say>> = {
  encoding: () => "The file is neither UTF-8 nor GB 18030: save it as CSV and try again",
  csv: ({ more }) => `This is no CSV: ${more}`,
  empty: () => "There are no rows below the column names",
  "too-many-rows": ({ more }) => `There are more than ${more} rows: make several files of it`,
  "no-login-column": () => "There is no column login",
  "unknown-column": () =>
    `No such column, or there twice; use ${Object.values(COLUMN_NAMES).map(([, name]) => name).join(", ")}`,
  "too-many-cells": () => "More cells than columns: put commas in quotes, and semicolons between values",
  "login-missing": () => "The login is empty",
  "login-twice": ({ more }) => `The same login as in line ${more}`,
  "name-missing": () => "A new account needs a name",
  "role-unknown": () => "There is no such role",
  "area-unknown": () => "The city has no area of this code",
  "grid-unknown": () => "The city has no grid of this code",
  "worker-missing": () => "A worker needs a worker id",
  "worker-without-role": () => "There is a worker id, but not the role worker",
  "worker-twice": ({ more }) => `This worker id is that of the account ${more}`,
  "kind-unknown": () => "There is no such kind: use dedicated, specialist or part_time",
  "active-unknown": () => "Use yes or no",
  "last-admin": () => "Nobody could manage accounts any more: make another administrator first",
  "login-form": () => "A login has 2 to 64 letters and no blanks",
  "too-long": () => "More than 120 letters",
  "too-many": () => "More than 1000",
  form: ({ more }) => `Not as it should be: ${more}`,
};

const WORDS: Readonly<Record<Lang, Readonly<Record<Reason, Say>>>> = { zh: ZH, en: EN };

/** What is wrong, without where. */
export function faultText(fault: Fault, lang: Lang): string {
  return WORDS[lang][fault.reason](fault);
}

const NOTES: Readonly<Record<Lang, Readonly<Record<Note, string>>>> = {
  zh: { "no-areas": "注意：此角色按区域行使，却没有区域，因此看不到也办不了任何案卷" },
  en: { "no-areas": "note: this role works in areas and has none, so it sees and does nothing" },
};

/** What a row is taken with, and is likely a slip. */
export function noteText(note: Note, lang: Lang): string {
  return NOTES[lang][note];
}

export function columnText(column: PeopleColumn, lang: Lang): string {
  return COLUMN_NAMES[column][lang === "zh" ? 0 : 1]!;
}

export const IMPORT_ZH = {
  title: "导入用户",
  choose: "选择 CSV 文件",
  another: "换一个文件",
  back: "返回用户列表",
  how:
    "第一行为列名，可用中文或英文，只需写要用的列；一格中的多个值用分号分隔。没有的列不改，表中没有的账号不动。",
  columns: "列：",
  codings: "UTF-8 或 GB18030（Excel 的 CSV）均可，最多 20 万行。预览后确认才会写入。",
  template: "下载空表",
  reading: (share: string) => `正在检查 ${share}`,
  writing: "正在写入，全部写入或全不写入…",
  kinds: { refused: "被拒", changed: "更改", new: "新增", same: "相同" },
  all: "全部",
  heads: { line: "行", kind: "结果", who: "账号", what: "内容" },
  shown: (n: string, total: string) => `显示 ${total} 行中的前 ${n} 行`,
  mend: (n: string) => `有 ${n} 行被拒，因此什么也不会写入。请改好文件后重新选择。`,
  nothing: "没有要写入的内容：账号已与文件一致。",
  links: "为新账号生成一次性密码链接（只给出这一次，24 小时内有效）",
  apply: (made: string, changed: string) => `写入：新增 ${made} 个，更改 ${changed} 个`,
  done: (made: string, changed: string) => `已写入：新增 ${made} 个账号，更改 ${changed} 个`,
  linksWhy: (n: string) => `${n} 个新账号的密码链接只给出这一次：请现在下载，交给本人后删除文件。`,
  download: "下载密码链接",
  downloaded: "已交给浏览器保存",
  stale: "预览之后有账号变动，什么也没有写入。以下是新的预览：",
  failed: "未能完成，什么也没有写入",
  noAnswer: "服务器没有回答，不确定是否已写入。请重新选择文件查看：已写入的会显示为相同",
  busy: "正在读取另一张表，请稍候再试",
  tooLarge: "文件超过 64 MB，请分成几个",
};

export const IMPORT_EN: typeof IMPORT_ZH = {
  title: "Import people",
  choose: "Choose a CSV file",
  another: "Another file",
  back: "Back to the list",
  how:
    "The first line names the columns, in Chinese or English; only those in use are needed. Semicolons part what a cell lists. What has no column stays as it is, and so does who is not in the table.",
  columns: "Columns: ",
  codings:
    "UTF-8 or GB 18030 (CSV of Excel), up to 200,000 rows. Nothing is written before you have seen what would change.",
  template: "Download an empty table",
  reading: (share) => `Checking, ${share}`,
  writing: "Writing, all of it or nothing…",
  kinds: { refused: "refused", changed: "changed", new: "new", same: "the same" },
  all: "All",
  heads: { line: "Line", kind: "Result", who: "Account", what: "What" },
  shown: (n, total) => `The first ${n} of ${total} rows`,
  mend: (n) => `${n} rows are refused, so nothing will be written. Mend the file and choose it again.`,
  nothing: "There is nothing to write: the accounts are as the file says.",
  links: "Make one-time password links for new accounts (given this once, good for 24 h)",
  apply: (made, changed) => `Write ${made} new, ${changed} changed`,
  done: (made, changed) => `Written: ${made} accounts made, ${changed} changed`,
  linksWhy: (n) =>
    `The password links of ${n} new accounts are given this once: download them now, hand them over, and remove the file.`,
  download: "Download the password links",
  downloaded: "Handed to the browser to keep",
  stale: "Accounts changed since the preview; nothing was written. This is how it would be now:",
  failed: "It could not be done; nothing was written",
  noAnswer:
    "The server did not answer, so it is unknown whether it was written. Choose the file again: what was written shows as the same",
  busy: "Another table is being read; try again in a moment",
  tooLarge: "The file has more than 64 MB; make several of it",
};
