/** The API page in Chinese: duty shifts. */
import type { Phrases } from "./phrases.ts";

export const SHIFTS: Phrases = {
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
};
