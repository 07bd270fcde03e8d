/** The API page in Chinese: what is sent in. */
import type { Phrases } from "./phrases.ts";

export const FEEDS: Phrases = {
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
  "No key, or an unknown one": "没有密钥，或密钥未知",
  "The key lacks the scope ingest": "密钥没有 ingest 权限",
  "The body stood still; send it again": "正文传输停滞；请重新发送",
  "Type or coding is not read here": "不支持此类型或编码",
  "A store is away: wait Retry-After seconds": "存储暂不可用：等待 Retry-After 秒",
  "Worker id, at most 128 characters": "网格员编号，至多 128 个字符",
  "Latitude in degrees": "纬度，度",
  "Longitude in degrees": "经度，度",
  "Degrees from north, 0–360": "自正北起的度数，0–360",
  "Degrees from north": "自正北起的度数",
  "Per cent, 0–100": "百分比，0–100",
  "Unique within the source; a second message with the same id is an update":
    "来源内唯一；相同编号的再次报送视为更新",
  "Who reports: 12345, patrol, sensor …": "报送方：12345、巡查、传感器……",
  "The city's category code or name": "城市的类别代码或名称",
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
  "Made by the client; the same key gets the first answer again": "由客户端生成；相同的键得到首次的应答",
  "Source of the incident": "事件的来源",
  "Id of the incident": "事件的编号",
  "Who goes": "派谁去",
  "Name of the dispatcher": "派遣人姓名",
  "How many incidents each cell usually has: the mean of the same window at this local time in the last weeks, or days while there are less than a week of them. `periods` 0: no history yet.":
    "每个六边形平常有多少事件：近几周同一当地时间同一时段的均值；不足一周时用近几天。`periods` 为 0：尚无历史。",
};
