/** The selected hexagon. */

const zh = {
  selectedCell: "所选六边形",
  among: {
    district: (n: string) => `${n} 个区`,
    street: (n: string) => `${n} 个街道`,
    community: (n: string) => `${n} 个社区`,
  },
  gridCode: (code: string) => `网格 ${code}`,
  gridCodes: (code: string, n: string, _more: string) => `网格 ${code} 等 ${n} 个`,
  coordinates: (lat: string, lon: string, north: boolean, east: boolean) =>
    `${north ? "北" : "南"}纬 ${lat}°，${east ? "东" : "西"}经 ${lon}°`,
  squareMetres: (n: string) => `${n} 平方米`,
  squareKilometres: (n: string) => `${n} 平方公里`,
  openNow: "待处置",
  workersHere: "网格员",
  incidentsIn: { 15: "15 分钟事件", 60: "1 小时事件", 1440: "24 小时事件" },
  trend: "24 小时趋势",
  trendSum: (n: string) => `事件 ${n}`,
  trendWindow: (window: string, n: string) => `近 ${window} ${n} 件`,
  trendUsual: (n: string, of: string) => `平常 ${n}（${of}）`,
  trendOf: { weeks: (n: number) => `近 ${n} 周`, days: (n: number) => `近 ${n} 天` },
  trendNow: "现在",
  trendNone: { "too-short": "历史不足，无平常值" },
  trendSaid: (incidents: string, usual: string | null) =>
    usual === null
      ? `24 小时事件 ${incidents} 件，尚无平常值`
      : `24 小时事件 ${incidents} 件，平常 ${usual} 件`,
  trendEmpty: "这里 24 小时内没有事件",
  trendFailed: "历史库没有回应，实时数字不受影响",
  incidentsTab: "事件",
  workersTab: "网格员",
  camerasTab: "摄像头",
  noIncidentsHere: "此处没有待处置事件",
  workersInCell: "此处网格员",
  noWorkersHere: "此处没有在岗网格员",
  nearestCameras: "此处没有摄像头，最近的在",
  moreHere: (n: string) => `另 ${n} 个，放大地图可逐一查看`,
  still: "静帧",
  stream: "视频",
  facing: ["朝北", "朝东北", "朝东", "朝东南", "朝南", "朝西南", "朝西", "朝西北"],
  noBearing: "朝向未知",
  cellFailed: (since: string) => `取不到此六边形的数据，自 ${since}`,
};

const en: typeof zh = {
  selectedCell: "Selected hexagon",
  among: {
    district: (n) => `${n} districts`,
    street: (n) => `${n} subdistricts`,
    community: (n) => `${n} communities`,
  },
  gridCode: (code) => `Grid ${code}`,
  gridCodes: (code, _n, more) => `Grid ${code} +${more}`,
  coordinates: (lat, lon, north, east) => `${lat}° ${north ? "N" : "S"}, ${lon}° ${east ? "E" : "W"}`,
  squareMetres: (n) => `${n} m²`,
  squareKilometres: (n) => `${n} km²`,
  openNow: "open",
  workersHere: "workers",
  incidentsIn: { 15: "incidents in 15 min", 60: "incidents in 1 h", 1440: "incidents in 24 h" },
  trend: "Last 24 h",
  trendSum: (n) => `${n} incidents`,
  trendWindow: (window, n) => `${n} in ${window}`,
  trendUsual: (n, of) => `usually ${n} (${of})`,
  trendOf: { weeks: (n) => `${n} wk`, days: (n) => `${n} d` },
  trendNow: "now",
  trendNone: { "too-short": "no history yet to compare" },
  trendSaid: (incidents, usual) =>
    usual === null
      ? `${incidents} incidents in 24 h; what is usual is not known yet`
      : `${incidents} incidents in 24 h, usually ${usual}`,
  trendEmpty: "No incidents here in 24 h",
  trendFailed: "The history store does not answer; live counts are not affected",
  incidentsTab: "Incidents",
  workersTab: "Workers",
  camerasTab: "Cameras",
  noIncidentsHere: "Nothing is open here",
  workersInCell: "Workers here",
  noWorkersHere: "No workers on duty here",
  nearestCameras: "No camera here; the nearest are",
  moreHere: (n) => `${n} more: zoom in to see each`,
  still: "still",
  stream: "live",
  facing: ["N", "NE", "E", "SE", "S", "SW", "W", "NW"],
  noBearing: "bearing unknown",
  cellFailed: (since) => `Cannot get the data of this hexagon, since ${since}`,
};

export const selection = { zh, en };
