/** What is said of a table of accounts: the page of accounts and the command line say the same. Pure. */
import { COLUMN_NAMES, type Fault, type PeopleColumn, type Reason } from "../../dispatch/people_table.ts";
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
  form: ({ more }) => `Not as it should be: ${more}`,
};

const WORDS: Readonly<Record<Lang, Readonly<Record<Reason, Say>>>> = { zh: ZH, en: EN };

/** What is wrong, without where. */
export function faultText(fault: Fault, lang: Lang): string {
  return WORDS[lang][fault.reason](fault);
}

export function columnText(column: PeopleColumn, lang: Lang): string {
  return COLUMN_NAMES[column][lang === "zh" ? 0 : 1]!;
}
