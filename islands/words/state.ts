/** What is wrong with the wall, and what it shows in one sentence. */

const zh = {
  nothingYet: "尚无数据",
  nothingYetWhy: "接入定位、事件与摄像头后，这里自动显示",
  noBasemap: "未设底图：city.json 的 basemap 指明地图文件",
  lost: "与服务器失去联系",
  lostSince: (time: string, age: string) => `画面停在 ${time} · ${age}`,
  lostHeals: "正在自动重连",
  noCity: "取不到城市信息",
  basemapLost: "底图暂时读不到，实时图层不受影响",
  basemapBlocked: (hosts: string) => `底图要从 ${hosts} 加载，city.json 的 basemap.hosts 未列入`,
  noMap: "此机器画不出地图：WebGL2 不可用。请更新显卡驱动或浏览器",
  mapLabel: "城市地图：方向键移动，加减键缩放",
  summary: (open: string, fresh: string, workers: string) =>
    `${open} 件待处置，15 分钟新增 ${fresh} 件，${workers} 名网格员在岗`,
};

const en: typeof zh = {
  nothingYet: "No data yet",
  nothingYetWhy: "Send fixes, incidents and cameras, and they appear here by themselves",
  noBasemap: "No base map: basemap in city.json names its file",
  lost: "Connection to the server lost",
  lostSince: (time, age) => `Picture of ${time} · ${age}`,
  lostHeals: "Reconnecting by itself",
  noCity: "Cannot get the city's description",
  basemapLost: "The base map cannot be read; live layers are not affected",
  basemapBlocked: (hosts) =>
    `The base map loads from ${hosts}, which basemap.hosts in city.json does not name`,
  noMap: "This machine cannot draw the map: WebGL2 is missing. Update its graphics driver or browser",
  mapLabel: "Map of the city: arrow keys move, plus and minus zoom",
  summary: (open, fresh, workers) => `${open} open, ${fresh} new in 15 minutes, ${workers} workers on duty`,
};

export const state = { zh, en };
