/** The API page in Chinese: phones of workers. */
import type { Phrases } from "./phrases.ts";

export const FIELD: Phrases = {
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
};
