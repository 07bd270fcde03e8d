/** What every page says, and the start page. */

const zh = {
  centre: "运行指挥中心",
  wall: "大屏",
  hotspots: "热点",
  apiDocs: "接口文档",
  startLead: "城市运行指挥中心的实时地图与视频墙",
  wallLead: "实时地图、正在发生、视频与派遣",
  hotspotsLead: "任意时段、类别的热力，与上周同期并列",
  apiLead: "向城市送入定位、事件与摄像头",
  otherLang: "English",
  switchLang: "Switch to English",
  needsScript: "此页面需要 JavaScript。",
  loading: "加载中…",
  connecting: "正在连接…",
  recorded: "录制数据",
  recordedLong: "此画面播放的是录制数据，时间已平移到现在",
  demo: "演示城市",
  close: "关闭",
  retry: "重试",
};

const en: typeof zh = {
  centre: "Operations centre",
  wall: "Wall",
  hotspots: "Hotspots",
  apiDocs: "API docs",
  startLead: "The live map and video wall of a city's command centre",
  wallLead: "Live map, what is happening, video and dispatch",
  hotspotsLead: "Heat of any period and category beside the week before",
  apiLead: "Send fixes, incidents and cameras to the city",
  otherLang: "中文",
  switchLang: "切换到中文",
  needsScript: "This page needs JavaScript.",
  loading: "Loading…",
  connecting: "Connecting…",
  recorded: "Recorded",
  recordedLong: "This picture plays a recording, shifted to now",
  demo: "Demo city",
  close: "Close",
  retry: "Try again",
};

export const page = { zh, en };
