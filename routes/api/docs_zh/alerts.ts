/** The API page in Chinese: alerts and geofences. */
import type { Phrases } from "./phrases.ts";

export const ALERTS: Phrases = {
  "Alerts in one's areas: those that go on, and the last ones that are over":
    "辖区内的告警：进行中的，以及最近结束的",
  "All that go on, and the 50 newest that are over, of those that one may see; next, as before, lists the 50 before them. open=1: only those that go on; all=1: 500; kind=a,b of sos, escalation, fence-enter, fence-leave, fence-absent, silent, bunching, uncovered. Over the socket they come as events of kind alert, and with each hello.":
    "全部进行中的告警，以及本人可见的最近结束的 50 条；以 next 作为 before，列出更早的 50 条。open=1：只要进行中的；all=1：500 条；kind=a,b，取自 sos、escalation、fence-enter、fence-leave、fence-absent、silent、bunching、uncovered。经 socket 以 alert 类事件送达，并随每次 hello 送达。",
  "Where those that are over go on, for before; null where there are no more":
    "已结束的告警从何处续列，供 before 使用；没有更多时为 null",
  "Acknowledge an alert, as one of the roles that it is for": "以告警所通知的岗位确认告警",
  "What is done about it": "如何处理",
  "Acknowledged, on disk, and told to every screen": "已确认，已落盘，并已告知各屏幕",
  "No such alert, or none that one may see": "没有此告警，或无权查看",
  "Somebody was first: the alert says who": "已有人先行确认：告警中写明是谁",
  "A worker calls for help": "网格员求救",
  "Also without a place: the last known one is taken, and its age said. Every screen shows it until somebody acknowledges it; called again before that, it is the same alert.":
    "没有位置也可：取最近一次已知位置，并注明其时间。各屏幕一直显示，直到有人接应；此前再次求救仍为同一告警。",
  "When it was pressed, epoch ms; now where left out": "按下的时间，纪元毫秒；省略则为此刻",
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
  "Taken away; as it was last": "已移除；答复为其最后的内容",
  "Take a geofence away; its alerts end": "移除电子围栏；其告警随之结束",
};
