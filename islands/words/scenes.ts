/** Scenes, light and keys. */

const zh = {
  scenes: "场景",
  scene: { overview: "总览", districts: "区划", night: "夜间", district: "单区" },
  theme: { dark: "深色", light: "浅色", night: "暗室" },
  changeTheme: (now: string) => `更换明暗，当前为${now}`,
  shortcuts: "键盘",
  keyDistrict: "逐个区查看",
  keyTheme: "更换明暗",
  keyLang: "切换语言",
  keyMap: "到地图",
  keyPan: "移动地图",
  keyZoom: "缩放地图",
  keySelect: "选择中央的六边形",
  keyClear: "取消选择，关闭",
  keyHelp: "显示此列表",
};

const en: typeof zh = {
  scenes: "Scenes",
  scene: { overview: "Overview", districts: "Districts", night: "Night", district: "District" },
  theme: { dark: "Dark", light: "Light", night: "Dim" },
  changeTheme: (now) => `Change the light, now ${now}`,
  shortcuts: "Keyboard",
  keyDistrict: "One district after the other",
  keyTheme: "Change the light",
  keyLang: "Change the language",
  keyMap: "To the map",
  keyPan: "Move the map",
  keyZoom: "Zoom the map",
  keySelect: "Select the hexagon in the middle",
  keyClear: "Clear the selection, close",
  keyHelp: "Show this list",
};

export const scenes = { zh, en };
