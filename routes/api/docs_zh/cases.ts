/** The API page in Chinese: cases and their commands. */
import { COMMAND_KINDS } from "../../../dispatch/case_command.ts";
import { CASE_COMMANDS } from "../openapi_cases.ts";
import type { Phrases } from "./phrases.ts";

export const CASES: Phrases = {
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
};
