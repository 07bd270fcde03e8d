/** The API page in Chinese: accounts, sessions and imports. */
import type { Phrases } from "./phrases.ts";

export const PEOPLE: Phrases = {
  "2 to 64 letters without blanks; capitals make no other login": "2–64 个字符，不含空格；不区分大小写",
  "As it stands in the record": "记录中的姓名",
  "See docs/rights.md": "见 docs/rights.md（权限表）",
  "Codes of areas; * is the whole city": "区域代码；* 为全市",
  "For the role worker: id, kind, skills, grids": "角色为 worker 时：编号、类别、技能、网格",
  "false: somebody who left": "false：已离岗",
  "The account as it is now": "现在的账号",
  "A field is wrong, or the city has no such area; the answer says which":
    "某一项有误，或本市没有该区域编码；应答说明是哪一项",
  "No such account": "查无此账号",
  "The login is taken, the worker is another account in use, which the answer names, or the version is stale; then the answer has the account as it is":
    "账号已被使用，或网格员编号已属于另一在用账号（应答指明），或版本已旧（应答给出现在的账号）",
  "Sign in": "登录",
  "The answer sets a cookie (HttpOnly, SameSite=Lax; over HTTPS Secure and with the prefix __Host-). Commands with a cookie must come from this origin.":
    "应答设置 cookie（HttpOnly、SameSite=Lax；经 HTTPS 为 Secure 并带 __Host- 前缀）。带 cookie 的指令须来自本站。",
  "Login": "账号",
  "Password": "密码",
  "Who one is, and what one may do": "本人身份与可做之事",
  "Login or password is wrong": "账号或密码不对",
  "Too many tries: wait Retry-After seconds": "尝试过多：等待 Retry-After 秒",
  "Who is signed in, and what they may do": "谁已登录，可做什么",
  "Sign out": "退出登录",
  "One's own sessions, or with of=all everybody's (administrators)":
    "本人的登录；of=all 为所有人的（管理员）",
  "End a session; its screens go dark within a second": "结束一个登录；其屏幕一秒内断开",
  "It goes on no more": "该登录已结束",
  "Accounts that fit, the first by name, and how many there are (administrators)":
    "符合条件的账号：按姓名的前若干个，以及总数（管理员）",
  "q: part of a login, a name or a worker id; role: see docs/rights.md; state: active, left or all; limit: up to 500, as where it is left out. The answer is {people, total, unknownAreas}: the last are codes that the city has no more, by id.":
    "q：账号、姓名或网格员编号的一部分；role：见 docs/rights.md；state：active（在岗）、left（已停用）或 all（全部）；limit：至多 500，省略即为 500。答复为 {people, total, unknownAreas}，末项是各账号持有而本市已没有的编码。",
  "One's own account: its password is changed with the old one, or by another administrator's link":
    "自己的账号：密码凭原密码修改，或由另一位管理员生成链接",
  "The 500 last used at most, and their total; q: part of a login, a name or an address":
    "至多给出最近使用的 500 个，以及总数；q：账号、姓名或地址的一部分",
  "An account as it is now (administrators)": "账号现在的内容（管理员）",
  "Make an account (administrators)": "新建账号（管理员）",
  "12 letters or more; without one, hand out a link": "至少 12 个字符；不设密码时可发一次性链接",
  "Change an account, all of it (administrators)": "更改账号，整体提交（管理员）",
  "Nobody could manage accounts any more": "将无人可管理账号",
  "Set a password: one's own, or anybody's (administrators); other sessions of the account end":
    "设置密码：本人的，或任何人的（管理员）；该账号的其他登录随之结束",
  "The password as it was; for one's own only": "原密码；仅改本人密码时需要",
  "The old password is wrong": "原密码不对",
  "12 letters or more": "至少 12 个字符",
  "An address that sets the account's password once, within 24 h (administrators)":
    "一次性设置该账号密码的地址，24 小时内有效（管理员）",
  "The address, shown this once": "该地址，仅显示这一次",
  "CSV in UTF-8 or GB 18030; columns login, name, roles, areas, worker id, kind, skills, grids, active, or their Chinese names; semicolons part what a cell lists. What has no column stays as it is, and so do accounts that are not in the table.":
    "UTF-8 或 GB18030 编码的 CSV；列为账号、姓名、角色、区域、网格员编号、类别、技能、责任网格、在用，或其英文名；一格中的多个值用分号分隔。没有的列不改，表中没有的账号不动。",
  "What a table of accounts would change; nothing is written (administrators)":
    "预览账号表将带来的更改，不写入（管理员）",
  "Counts, rows as new, changed, same or refused, and seen, to import it with":
    "各类行数，每行为新增、更改、相同或被拒，以及导入所需的 seen",
  "How far the table that is read just now has come (administrators)": "正在读取的账号表的进度（管理员）",
  "Import a table of accounts: all of it, in one transaction, or nothing (administrators)":
    "导入账号表：一次事务，全部写入或全不写入（管理员）",
  "That of the preview": "预览给出的 seen",
  "One-time links for the passwords of new accounts, shown this once": "新账号的一次性密码链接，仅显示这一次",
  "The table itself": "表格本身",
  "Counts, and of each new account login, name and link: an address of this server":
    "各类行数，以及每个新账号的 login、name 与 link（本服务器的地址）",
  "Accounts changed since the preview; the answer has a new one": "预览后账号有变；应答给出新的预览",
  "Rows are refused; the answer has the preview": "有行被拒；应答给出预览",
  "More than 64 MB": "超过 64 MB",
  "Not sent as text/csv": "未以 text/csv 发送",
  "Another table is being read: wait Retry-After seconds": "正在读取另一张表：请等待 Retry-After 秒",
  "Read where a worker was: asks for a reason, and is recorded": "查询网格员轨迹：须写明理由，记录在案",
  "For dispatchers, in their areas, and administrators. A command and not a question: that it was read, by whom, from where and why stands in the audit record before anything is read.":
    "供派遣员（限辖区）与管理员使用。这是命令而非查询：谁、从哪里、为何查询，先记入审计，之后才读取。",
  "Time with an offset, or in the city's zone": "带时差的时间，或本市时区的时间",
  "At most 24 hours after from": "距 from 不超过 24 小时",
  "4 to 500 letters": "4 至 500 字",
  "points: [{time, lat, lon, accuracy, speed, heading}]; elsewhere: how many lie outside one's areas; recorded: number of the row of audit":
    "points：[{time, lat, lon, accuracy, speed, heading}]；elsewhere：辖区之外的个数；recorded：审计记录的编号",
  "No reason, or a period that cannot be": "没有理由，或时段不合规则",
  "The history store does not answer": "历史库没有回应",
  "The audit record, the newest rows first, a hundred at once": "审计记录，最新的在前，一次一百条",
  "who: login or id; object: such as `case 20261127-00042`, `person p7`, `worker 0042`; action: see docs/rights.md; from, to: times; before: number of a row. For administrators and leaders. `head` is the newest row of all.":
    "who：账号或编号；object：如 `case 20261127-00042`、`person p7`、`worker 0042`；action：见 docs/rights.md；from、to：时间；before：某条的编号。供管理员与领导使用。`head` 是最新的一条。",
  "A parameter is wrong": "参数有误",
};
