/** The selected hexagon. */

const zh = {
  selectedCell: "所选六边形",
  openNow: "待处置",
  workersHere: "网格员",
  incidentsIn: { 15: "15 分钟事件", 60: "1 小时事件", 1440: "24 小时事件" },
  trend: "24 小时趋势",
  trendIncidents: "事件",
  trendFixes: "定位",
  most: (n: string) => `最多 ${n}`,
  trendEmpty: "这里 24 小时内没有记录",
  trendFailed: "历史库没有回应，实时数字不受影响",
  incidentsHere: "此处事件",
  noIncidentsHere: "此处没有待处置事件",
  cellFailed: "无法取得此六边形的数据",
  showOnMap: "在地图上显示",
  area: (km2: string) => `${km2} km²`,
};

const en: typeof zh = {
  selectedCell: "Selected hexagon",
  openNow: "open",
  workersHere: "workers",
  incidentsIn: { 15: "incidents in 15 min", 60: "incidents in 1 h", 1440: "incidents in 24 h" },
  trend: "Last 24 h",
  trendIncidents: "incidents",
  trendFixes: "fixes",
  most: (n) => `most ${n}`,
  trendEmpty: "Nothing was recorded here in 24 h",
  trendFailed: "The history store does not answer; live counts are not affected",
  incidentsHere: "Incidents here",
  noIncidentsHere: "Nothing is open here",
  cellFailed: "Cannot get the data of this hexagon",
  showOnMap: "Show on the map",
  area: (km2) => `${km2} km²`,
};

export const selection = { zh, en };
