/** The API page in Chinese: what openapi.ts says in English, phrase by phrase. A test finds phrases that are missing here. */
import { COMMAND_KINDS } from "../../dispatch/case_command.ts";
import { CASE_COMMANDS } from "./openapi_cases.ts";
import type { Lang } from "../../islands/words.ts";

/** What the page says around the description. */
export const FRAME = {
  zh: { parameters: "参数：", or: "或", back: "首页", other: "English" },
  en: { parameters: "Parameters: ", or: "or", back: "Start", other: "中文" },
} as const;

const ZH: Readonly<Record<string, string>> = {
  "The live map and video wall of a city's command centre. Places are WGS-84 unless the feed's system is set in city.json.":
    "城市运行指挥中心的实时地图与视频墙。坐标为 WGS-84，除非 city.json 为该来源另设坐标系。",
  "Send fixes": "送入定位",
  "Send incidents": "送入事件",
  "Send cameras": "送入摄像头",
  "Send weather": "送入天气",
  "NDJSON (one object a line) or a JSON array of fixes, optionally with Content-Encoding: gzip.":
    "NDJSON（每行一个对象）或定位的 JSON 数组，可用 Content-Encoding: gzip。",
  "NDJSON (one object a line) or a JSON array of incidents, optionally with Content-Encoding: gzip.":
    "NDJSON（每行一个对象）或事件的 JSON 数组，可用 Content-Encoding: gzip。",
  "NDJSON (one object a line) or a JSON array of cameras, optionally with Content-Encoding: gzip.":
    "NDJSON（每行一个对象）或摄像头的 JSON 数组，可用 Content-Encoding: gzip。",
  "NDJSON (one object a line) or a JSON array of weather, optionally with Content-Encoding: gzip.":
    "NDJSON（每行一个对象）或天气的 JSON 数组，可用 Content-Encoding: gzip。",
  "Taken; refused rows are named": "已接收；被拒的行逐条列出",
  "Nothing was readable": "没有可读的内容",
  "No key, or an unknown one": "没有密钥，或密钥未知",
  "The key lacks the scope ingest": "密钥没有 ingest 权限",
  "The body stood still; send it again": "正文传输停滞；请重新发送",
  "The body is too large": "正文过大",
  "Type or coding is not read here": "不支持此类型或编码",
  "Too much at once: wait Retry-After seconds, then send the rest":
    "一次过多：等待 Retry-After 秒后再发其余部分",
  "A store is away: wait Retry-After seconds": "存储暂不可用：等待 Retry-After 秒",
  "OK": "成功",
  "Worker id, at most 128 characters": "网格员编号，至多 128 个字符",
  "ISO 8601 with zone, or epoch ms": "带时区的 ISO 8601，或纪元毫秒",
  "Latitude in degrees": "纬度，度",
  "Longitude in degrees": "经度，度",
  "Metres": "米",
  "m/s": "米/秒",
  "Degrees from north, 0–360": "自正北起的度数，0–360",
  "Degrees from north": "自正北起的度数",
  "Per cent, 0–100": "百分比，0–100",
  "Unique within the source; a second message with the same id is an update":
    "来源内唯一；相同编号的再次报送视为更新",
  "Who reports: 12345, patrol, sensor …": "报送方：12345、巡查、传感器……",
  "The city's category code or name": "城市的类别代码或名称",
  "1 is the most severe": "1 为最严重",
  "One line": "一行标题",
  "All that was said": "全部内容",
  "Who said it": "报告人",
  "Where, in words": "地点描述",
  "Unique in the city": "全市唯一",
  "Name on the tile": "画面上显示的名称",
  "Width of view in degrees": "视场角，度",
  "Who runs it": "归属单位",
  "In words, in two languages as: 小雨 · Light rain": "文字描述，可用两种语言：小雨 · Light rain",
  "Degrees Celsius": "摄氏度",
  "A warning in force, in words": "生效中的预警，文字描述",
  "Cameras of a part of the map, or those of the given ids with their streams":
    "一片地图内的摄像头，或按编号取得摄像头及其视频流",
  "bounds=west,south,east,north": "bounds=西,南,东,北",
  "One camera with its streams": "一个摄像头及其视频流",
  "One worker: where, in which state, heading (degrees from north), speed (m/s), age of the fix":
    "一名网格员：位置、状态、航向（自正北起的度数）、速度（m/s）、定位时间距今",
  "Live workers around a place, nearest first, at most 200": "一处周围的在线网格员，由近及远，至多 200 名",
  "near=lat,lon; metres up to 2000, 50 without. `state` is free, assigned or onScene (within 80 m of the incident).":
    "near=纬度,经度；metres 至多 2000，不写为 50。`state` 为 free（空闲）、assigned（已派）或 onScene（在事件 80 米内）。",
  "Who should go: ranked by arrival, the one proposed and why, nearer ones and why not, and when nobody arrives in time why":
    "派谁去：按到达时间排序，建议何人及缘由，较近者为何未选，无人能按时到达时说明原因",
  "For case, or source and incident, or cell, or lat and lon (the last two also with category and severity); n up to 20, 8 without. seconds is the travel time, basis says whether speeds on the way were learned; due is the deadline that inTime is judged by: the clock of the case, or 15 minutes.":
    "按 case，或 source 与 incident，或 cell，或 lat 与 lon（后两种可加 category 与 severity）；n 至多 20，不写为 8。seconds 为路程用时，basis 说明沿途速度是否为学习所得；due 是判断 inTime 的时限：案卷自身的时限，或 15 分钟。",
  "By cell: how many minutes of the limit would be left if the first free and able worker set out now":
    "按蜂窝格：最先到达的空闲且合格的网格员此刻出发，时限内还剩几分钟",
  "resolution 8 or 9; category: of workers with its skill. Columns of one length; minutes below zero are late, null: nobody within twice the limit; workers as far as the account may see them.":
    "resolution 为 8 或 9；category：只算具备该类别所需技能者。各列等长；minutes 小于零为超时，null 表示两倍时限内无人；workers 只含账号可见者。",
  "Names, bounds [west, south, east, north], time zone, resolutions, maps":
    "名称、范围 [西, 南, 东, 北]、时区、分辨率、地图",
  "A tile of the base map": "底图的一块瓦片",
  "y with the ending that /api/city names: .mvt (vector tiles of the Protomaps schema), .png, .jpg or .webp":
    "y 带 /api/city 给出的后缀：.mvt（Protomaps 模式的矢量瓦片）、.png、.jpg 或 .webp",
  "The whole base map as a PMTiles file (version 3), for other tools":
    "整个底图，PMTiles 文件（第 3 版），供其他工具使用",
  "Where city.json names one. Takes one range and conditions, as PMTiles clients ask; HEAD too.":
    "仅当 city.json 指明底图文件。支持单个范围与条件请求，与 PMTiles 客户端一致；也支持 HEAD。",
  "All of it": "全部",
  "The bytes asked for": "所请求的字节",
  "It is still the same": "内容未变",
  "This city has no such file": "此城市没有该文件",
  "It is not the one of If-Match any more": "已不是 If-Match 所指的版本",
  "It has no such bytes; Content-Range says how many there are": "没有这些字节；Content-Range 给出总长度",
  "It cannot be read now": "暂时无法读取",
  "Where a cell is, and its counts, incidents, workers and cameras now":
    "六边形的所在，及其当前的计数、事件、网格员与摄像头",
  "A cell over the last hours, beside what is usual at those hours, or why that is not known":
    "六边形近几小时的变化，与同时段的平常值并列；没有平常值时说明原因",
  "hours=24, step=1, 5, 15, 60, 180, 360 or 1440 minutes":
    "hours=24，step=1、5、15、60、180、360 或 1440 分钟",
  "One incident with its history": "一个事件及其经过",
  "Send a worker to an incident": "派遣网格员处置事件",
  "Assigned, and on disk": "已派遣并已落盘",
  "Not a command": "不是派遣指令",
  "Somebody was first; the answer says who was sent, and by whom": "已有人先派；应答给出派了谁、由谁派",
  "Refused: unknown-incident, unknown-worker, off-duty, not-open, stage or key-reused":
    "被拒：unknown-incident、unknown-worker、off-duty（不在班）、not-open、stage 或 key-reused",
  "Id under which the worker's fixes come in": "网格员编号，与定位数据中的一致",
  "No such shift, or a city that knows no shifts": "查无此班次，或本市不设班次",
  "Tried only: all of them could be entered": "仅试算：全部可以录入",
  "Entered, and on disk: {count}": "已录入并已落盘：{count}",
  "Not readable": "无法读取",
  "More than 4 MB": "超过 4 MB",
  "Nothing was entered; the first 100 refused rows with fault and detail":
    "均未录入；给出被拒的前 100 行及原因",
  "Duty shifts of a period, and how many are on duty now": "一段时间的班次，以及此刻在班人数",
  "duty=now, day=today or a date of the city, or from and to as ISO 8601 with zone or epoch ms; worker=id, q=part of an id or name, limit up to 500; the answer has the first by time, and their total. A dispatcher sees workers of the own areas, a worker the own shifts.":
    "duty=now 为此刻在班；day=today 或本市某日，或以 from、to 给出（带时区的 ISO 8601 或纪元毫秒）；worker=编号，q=编号或姓名的一部分，limit 至多 500；答复为按时间的前若干条，以及总数。派遣员只见本辖区的网格员，网格员只见自己的班次。",
  "Enter duty shifts: one, or many as {shifts: […]}": "录入班次：一条，或以 {shifts: […]} 录入多条",
  "All or none, at most 20000. A shift lasts at most 16 hours and overlaps no other of the same worker. Times without an offset are local time of the city. trial=1 writes nothing.":
    "要么全部录入，要么都不录入，一次至多 20000 条。每班至多 16 小时，同一人的班次不得重叠。不带时差的时间为本市当地时间。trial=1 只试算，不写入。",
  "Enter duty shifts as a table: worker,starts,ends": "以表格录入班次：worker,starts,ends",
  "Times without an offset are local time of the city. All or none; trial=1 writes nothing.":
    "不带时差的时间为本市当地时间。要么全部录入，要么都不录入；trial=1 只试算，不写入。",
  "End a duty shift early, or withdraw one that has not begun": "提前结束班次，或撤回尚未开始的班次",
  "When the shift starts: which one it is": "班次的开始时间，用以指明是哪一班",
  "When it shall end: now where left out, never in the past": "何时结束：缺省为此刻，不能早于此刻",
  "A worker signs on or off": "网格员签到或签退",
  "How long, at most 16; 8 where left out, and not beyond the next shift":
    "时长，至多 16 小时；缺省 8 小时，且不超过下一班的开始",
  "On duty already; the answer says until when": "已在班；应答说明到何时",
  "Send a photo of a case: the body is the photo": "上传案卷照片：请求体即照片",
  "JPEG, PNG, WebP or HEIC by its content, at most 8 MB. It is kept without what it tells of its place and camera, under the SHA-256 that the answer names and commands use. The same photo is kept once. Where it does not say when and where it was taken, X-Photo-Taken (ISO 8601 with zone, or epoch ms) and X-Photo-Place (lat,lon) count.":
    "按内容识别 JPEG、PNG、WebP 或 HEIC，不超过 8 MB。保存时去除其中的位置和相机信息，以答复中的 SHA-256 命名，供命令引用。同一照片只存一份。照片未注明拍摄时间、地点时，以 X-Photo-Taken（带时区的 ISO 8601 或纪元毫秒）与 X-Photo-Place（纬度,经度）为准。",
  "Kept, on disk: {hash, type, bytes}": "已存盘：{hash, type, bytes}",
  "No role that adds evidence": "没有可添加证据的角色",
  "More than 8 MB": "超过 8 MB",
  "No photo by its content, or not sent as the body": "内容不是照片，或未作为请求体发送",
  "The photo is not whole": "照片不完整",
  "The disk is full: wait Retry-After seconds": "磁盘已满：请等待 Retry-After 秒",
  "A photo of a case; it never changes": "案卷照片，内容永不改变",
  "Made by the client; the same key gets the first answer again": "由客户端生成；相同的键得到首次的应答",
  "Source of the incident": "事件的来源",
  "Id of the incident": "事件的编号",
  "Who goes": "派谁去",
  "Name of the dispatcher": "派遣人姓名",
  "How many incidents each cell usually has: the mean of the same window at this local time in the last weeks, or days while there are less than a week of them. `periods` 0: no history yet.":
    "每个六边形平常有多少事件：近几周同一当地时间同一时段的均值；不足一周时用近几天。`periods` 为 0：尚无历史。",
  "Heat of a period beside the same hours of the week before": "一个时段的热力，与上周同期并列",
  "What came in during a window, by category and district, and the hottest cells, beside what is usual":
    "时段内的新增，按类别与区，以及最热的六边形，与平常值并列",
  "window=15, 60 or 1440 minutes; district=its code: of one district, by its streets; live counts do not need the history store":
    "window=15、60 或 1440 分钟；district=区的编码：只统计该区，按街道；实时计数不依赖历史库",
  "Nobody is signed in": "尚未登录",
  "The role or the area does not allow it; the answer says which role would":
    "角色或辖区不允许；应答说明需要哪个角色",
  "2 to 64 letters without blanks; capitals make no other login": "2–64 个字符，不含空格；不区分大小写",
  "As it stands in the record": "记录中的姓名",
  "See docs/rights.md": "见 docs/rights.md（权限表）",
  "Codes of areas; * is the whole city": "区域代码；* 为全市",
  "For the role worker: id, kind, skills, grids": "角色为 worker 时：编号、类别、技能、网格",
  "false: somebody who left": "false：已离岗",
  "The account as it is now": "现在的账号",
  "A field is wrong; the answer says which": "某一项有误；应答说明是哪一项",
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
  "Done": "已完成",
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
  "The version that was seen": "所见的版本",
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
  "Made by the client and new for each command: the same key gets the first answer again":
    "由客户端生成，每条指令各不相同：同一编号总是得到第一次的答复",
  "No role of yours does this, or not there; refusal says which, and error says it in words":
    "您的岗位或辖区不允许；refusal 说明是哪一项，error 用文字说明",
  "Cases, the least time left first, with counts of what needs attention":
    "案卷，剩余时间最少的在前，并给出各类待办的数量",
  "Stages with commas; without it everything that is worked on": "阶段，逗号分隔；不填为全部在办",
  "late, short (under a quarter of the limit left), unassigned, answer, mine (waits for whoever asks) or watched":
    "late（已超时）、short（时限不足四分之一）、unassigned（未派遣）、answer（待答复）、mine（待本人办理）或 watched（关注）",
  "Numbers of cases with commas, at most 200: only these, where the filter holds them":
    "案卷编号，逗号分隔，至多 200 个：只取其中符合条件的",
  "Keep an eye on a case": "关注一个案卷",
  "Watch a case no longer": "取消关注",
  "Whether it is watched now, on disk": "现在是否关注，已落盘",
  "One question for places, addresses, cases, workers and coordinates":
    "一次查找地名、地址、案卷、网格员与坐标",
  "Of each kind a few, by what one may see; workers by name or id, accounts' and the city's register's alike. Coordinates in either order: the city's bounds say which number is which.":
    "每类数条，限本人可看的；网格员按姓名或编号查找，账号与本市名册均可。坐标两种顺序皆可：按本市范围判断哪个是纬度。",
  "A name, an address, a number, or two numbers in degrees": "名称、地址、编号，或两个以度为单位的数",
  "Nothing is looked for": "没有写明查找什么",
  "Workers, cases and incidents within a line drawn on the map, at most 100 of each":
    "地图上圈定范围内的网格员、案卷与事件，每类至多 100 个",
  "3 to 500 corners in degrees: lat,lon;lat,lon;…": "3 至 500 个角点，以度为单位：纬度,经度;纬度,经度;…",
  "No such line": "圈线不成立",
  "Code of a district, street, community or grid": "区、街道、社区或网格的代码",
  "Code of a category": "类别代码",
  "1 to 4; 1 is the most severe": "1 到 4，1 最严重",
  "Id of a worker": "网格员编号",
  "Part of the number, title, address or text": "编号、标题、地点或说明的一部分",
  "Up to 500 rows; 200 without": "最多 500 行；不填为 200",
  "A parameter is unknown": "参数未知",
  "Take a report in by hand: it becomes a case": "手工登记上报，成为案卷",
  "category, severity, title, lat, lon; optional text, address, reporter, selfHandled, evidence":
    "category、severity、title、lat、lon；可选 text、address、reporter、selfHandled、evidence",
  "The number of the case, on disk": "案卷编号，已落盘",
  "Not a report; why says what is wrong": "不是上报；why 说明哪里不对",
  "Refused; refusal says why": "被拒；refusal 说明原因",
  "One case: its events and the time left after each, its clocks and those of its reporters and earlier rounds, what one may do to it now, and the names of its crew for whoever may see workers there":
    "一个案卷：经过与每一步所余时间、时限（含各报告与此前各轮的时限）、此刻可办之事，以及办理人员姓名（限可看当地网格员的账号）",
  "No such case, or not one's own": "查无此案卷，或不在本人范围",
  "Give a command on a case": "办理案卷",
  [CASE_COMMANDS]: `经 socket 亦同：command {key, case, version, command}。种类：${COMMAND_KINDS.join("、")}`,
  "Version of the case that was seen": "所见案卷的版本",
  "kind and what it asks for": "kind 及其所需字段",
  "Done, and on disk: the version and stage of each case it changed": "已办理并落盘：所改案卷的版本与阶段",
  "Not a command; why says what is wrong": "不是指令；why 说明哪里不对",
  "No such case": "查无此案卷",
  "Somebody changed the case since: the case as it is, and what happened": "案卷已被他人更改：现状与经过",
  "Make an incident a case": "将事件立为案卷",
  "No such incident": "查无此事件",
  "It is a case already: which": "已是案卷：编号",
  "What runs in the demo city (only there)": "演示城市正在运行的情景（仅演示城市）",
  "Start or stop a scenario of the demo city": "启动或停止演示城市的情景",
  "storm, marathon or blackout": "storm（暴雨）、marathon（马拉松）或 blackout（停电）",
  "What runs now": "正在运行的情景",
  "The process is alive": "进程存活",
  "Stores and state are up": "存储与状态就绪",
  "Figures in Prometheus' text form": "Prometheus 文本格式的指标",
  "Open incidents in one's areas that are no case yet, the newest first":
    "辖区内尚未成为案卷的事件，最新的在前",
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
  "Where a worker is, as Traccar Client, OsmAnd and their like say it":
    "网格员位置：Traccar Client、OsmAnd 等应用的协议",
  "Parameters of the address or of a form (id, lat, lon or location, timestamp, accuracy, speed in knots, bearing, batt), or the JSON object of newer versions (device_id, location). id is a device id made at /field; it stands for one worker.":
    "地址或表单参数（id、lat、lon 或 location、timestamp、accuracy、speed（节）、bearing、batt），或新版的 JSON 对象（device_id、location）。id 是在 /field 生成的设备号，代表一名网格员。",
  "No such device id: a worker makes one at /field": "没有此设备号：由网格员在 /field 生成",
  "What the phone of a worker shows: the own cases with time left and what may be done, the shift, and the own call for help with who took it up":
    "外勤手机所示：本人案卷、剩余时间、可办之事、班次，以及本人求救由谁接应",
  "Send where one is, as the worker who is signed in": "以已登录网格员的身份送入本人定位",
  "At most 1000 at once; they go the way of every fix, and only within a duty shift.":
    "一次至多 1000 条；与其他定位同路，且只在班次之内接收。",
  "Other apps that send where one is: name, when made, when last heard; never the id that is typed in":
    "代为上报位置的其他应用：名称、生成时间、最近一次；不含设备号本身",
  "Make a device id for another app, such as Traccar Client; it is in this answer and never again":
    "为其他应用（如 Traccar Client）生成设备号；只在此答复中出现一次",
  "What the phone is called": "手机的名称",
  "The device and its id, shown this once": "设备及其设备号，仅此一次显示",
  "Take a device id away: what is sent with it is refused from the next request on":
    "移除设备号：自下一次请求起一律拒收",
  "No such device": "没有此设备",
  "The public key by which a worker's browser subscribes to be told of new cases; null: nothing is pushed":
    "网格员浏览器订阅新案卷通知所用的公钥；null 表示不推送",
  "Be told of new cases by the push service of one's browser, while the page is closed":
    "页面关闭时，经浏览器的推送服务接收新案卷通知",
  "What is told: number, category and address of the case. Only https: endpoints outside private networks.":
    "通知内容：案卷编号、类别与地点。只接受私有网络之外的 https: 地址。",
  "Address of the push service, as the browser names it": "推送服务地址，由浏览器给出",
  "base64url": "base64url 编码",
  "This server pushes nothing": "本服务器不推送",
  "Be told no more there": "取消该处的通知",
  "No such subscription": "没有此订阅",
  "Alerts in one's areas: those that go on, and the last ones that are over":
    "辖区内的告警：进行中的，以及最近结束的",
  "All that go on, and the 50 newest that are over, of those that one may see; next, as before, lists the 50 before them. open=1: only those that go on; all=1: 500; kind=a,b of sos, escalation, fence-enter, fence-leave, fence-absent, silent, bunching, uncovered. Over the socket they come as events of kind alert, and with each hello.":
    "全部进行中的告警，以及本人可见的最近结束的 50 条；以 next 作为 before，列出更早的 50 条。open=1：只要进行中的；all=1：500 条；kind=a,b，取自 sos、escalation、fence-enter、fence-leave、fence-absent、silent、bunching、uncovered。经 socket 以 alert 类事件送达，并随每次 hello 送达。",
  "Where those that are over go on, for before; null where there are no more":
    "已结束的告警从何处续列，供 before 使用；没有更多时为 null",
  "Acknowledge an alert, as one of the roles that it is for": "以告警所通知的岗位确认告警",
  "Made by the client, new for each command: sent again, it gets the first answer":
    "由客户端生成，每条命令各异：重发得到首次的答复",
  "What is done about it": "如何处理",
  "Acknowledged, on disk, and told to every screen": "已确认，已落盘，并已告知各屏幕",
  "No such alert, or none that one may see": "没有此告警，或无权查看",
  "Somebody was first: the alert says who": "已有人先行确认：告警中写明是谁",
  "The key was used for something else": "此 key 已用于其他命令",
  "A worker calls for help": "网格员求救",
  "Also without a place: the last known one is taken, and its age said. Every screen shows it until somebody acknowledges it; called again before that, it is the same alert.":
    "没有位置也可：取最近一次已知位置，并注明其时间。各屏幕一直显示，直到有人接应；此前再次求救仍为同一告警。",
  "When it was pressed, epoch ms; now where left out": "按下的时间，纪元毫秒；省略则为此刻",
  "What happened": "发生了什么",
  "On disk, and told to every screen": "已落盘，并已告知各屏幕",
  "Geofences that touch one's areas": "涉及本辖区的电子围栏",
  "Draw a geofence": "绘制电子围栏",
  "Somebody is told when a worker enters, leaves, or should be inside and is not, after the dwell time and by fixes that are surely on that side: a drive-by or a noisy fix raises nothing.":
    "网格员进入、离开或应在而不在时告警；须停留足够时间，且定位确在该侧：路过或漂移的定位不会触发。",
  "What it is called": "名称",
  "Corners as [lon, lat]; all of them in one's areas": "顶点，[经度, 纬度]；均须在本辖区内",
  "all, or ids of workers; absent needs them named": "all，或网格员编号；absent 须指明人员",
  "{days: 1 (Monday) to 7, from: 08:00, to: 18:00} of the city's time; null: always":
    "{days: 1（周一）至 7, from: 08:00, to: 18:00}，城市当地时间；null：始终",
  "How long somebody must be on the other side; 60 where left out": "须在另一侧停留的秒数；省略为 60",
  "Kept, and watched from now on": "已保存，即刻生效",
  "Change a geofence": "更改电子围栏",
  "Somebody changed it meanwhile: the answer has it as it is now": "其间已被他人更改：答复中为当前内容",
  "No such fence, or none that one may see": "没有此围栏，或无权查看",
  "Take a geofence away; its alerts end": "移除电子围栏；其告警随之结束",
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

export type Say = (phrase: string) => string;

/** A phrase that was added and not yet translated is shown in English rather than not at all. */
export function sayIn(lang: Lang): Say {
  return lang === "en" ? (phrase) => phrase : (phrase) => ZH[phrase] ?? phrase;
}
