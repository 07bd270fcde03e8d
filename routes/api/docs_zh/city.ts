/** The API page in Chinese: the live city, its history, evidence, tracks, audit and health. */
import type { Phrases } from "./phrases.ts";

export const CITY: Phrases = {
  "The live map and video wall of a city's command centre. Places are WGS-84 unless the feed's system is set in city.json.":
    "城市运行指挥中心的实时地图与视频墙。坐标为 WGS-84，除非 city.json 为该来源另设坐标系。",
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
  "For case, or source and incident, or cell, or lat and lon (the last two also with category and severity); n up to 20, 8 without. seconds is the travel time, drives: was seen driving lately; basis: by speeds learned on the way, the usual ones of who walks or drives, or the default; due is the deadline that inTime is judged by: the clock of the case, or 15 minutes. offDuty names who answers for the grid and is off duty, with the start of the next shift, as far as one may see shifts; never where they are.":
    "按 case，或 source 与 incident，或 cell，或 lat 与 lon（后两种可加 category 与 severity）；n 至多 20，不写为 8。seconds 为路程用时，drives 表示近来曾驾车；basis 说明依据：沿途学习所得速度（learned）、本市步行或驾车的通常速度（usual）或默认速度（default）；due 是判断 inTime 的时限：案卷自身的时限，或 15 分钟。offDuty 列出不在班的责任网格员及其下一班次的开始时间，限账号可见班次者；绝不含其位置。",
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
  "Somebody was first; the answer says who was sent, and by whom": "已有人先派；应答给出派了谁、由谁派",
  "Refused: unknown-incident, unknown-worker, off-duty, not-open, stage or key-reused":
    "被拒：unknown-incident、unknown-worker、off-duty（不在班）、not-open、stage 或 key-reused",
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
  "Heat of a period beside the same hours of the week before": "一个时段的热力，与上周同期并列",
  "What came in during a window, by category and district, and the hottest cells, beside what is usual":
    "时段内的新增，按类别与区，以及最热的六边形，与平常值并列",
  "window=15, 60 or 1440 minutes; district=its code: of one district, by its streets; live counts do not need the history store":
    "window=15、60 或 1440 分钟；district=区的编码：只统计该区，按街道；实时计数不依赖历史库",
  "What runs in the demo city (only there)": "演示城市正在运行的情景（仅演示城市）",
  "Start or stop a scenario of the demo city": "启动或停止演示城市的情景",
  "storm, marathon or blackout": "storm（暴雨）、marathon（马拉松）或 blackout（停电）",
  "What runs now": "正在运行的情景",
  "No such camera is known": "没有此摄像头",
  "This city has no base map of its own; city.json names one as basemap":
    "此城市没有自带底图；由 city.json 的 basemap 指明",
  "No such worker is on duty there and was heard of": "该处没有在班且有定位的此网格员",
  "The history store does not answer; live counts are not affected": "历史库没有回应；实时计数不受影响",
  "No such incident is known": "没有此事件",
  "No such case or open incident, or none that one may see": "没有此案卷或未结事件，或无权查看",
  "No such photo is kept, or none that one may see": "没有此照片，或无权查看",
  "This city has no such district": "此城市没有该区",
  "It is": "存活",
  "They are": "均已就绪",
  "They are not; why says what is missing": "尚未就绪；why 说明缺什么",
  "The process is alive": "进程存活",
  "Stores and state are up": "存储与状态就绪",
  "Figures in Prometheus' text form": "Prometheus 文本格式的指标",
  "Open incidents in one's areas that are no case yet, the newest first":
    "辖区内尚未成为案卷的事件，最新的在前",
};
