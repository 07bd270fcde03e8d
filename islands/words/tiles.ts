/** Camera tiles. */

const zh = {
  tiles: "视频",
  tileLive: "实时",
  tileLoading: "接通中…",
  tileStill: "静帧",
  tileWaiting: "等待播放",
  tileStalled: (age: string) => `画面停住 ${age}`,
  tileLate: (age: string) => `画面滞后 ${age}`,
  tileDead: (since: string) => `离线 · 自 ${since}`,
  tileNoPicture: "没有画面",
  tileNoStream: "没有视频流",
  tileNotCalled: "录制数据，不接通",
  fromHere: (far: string, selected: boolean) => selected ? `距所选 ${far}` : `距图心 ${far}`,
  pin: (name: string) => `固定 ${name}`,
  unpin: (name: string) => `取消固定 ${name}`,
  noCameras: "附近没有摄像头",
  noCamerasYet: "尚无摄像头",
  camerasFailed: "取不到摄像头列表，稍后自动重试",
};

const en: typeof zh = {
  tiles: "Video",
  tileLive: "live",
  tileLoading: "connecting…",
  tileStill: "still",
  tileWaiting: "waiting to play",
  tileStalled: (age) => `stands still for ${age}`,
  tileLate: (age) => `${age} behind`,
  tileDead: (since) => `offline since ${since}`,
  tileNoPicture: "no picture",
  tileNoStream: "no stream",
  tileNotCalled: "recorded: not called",
  fromHere: (far, selected) => `${far} from ${selected ? "the selection" : "the centre"}`,
  pin: (name) => `Pin ${name}`,
  unpin: (name) => `Unpin ${name}`,
  noCameras: "No cameras nearby",
  noCamerasYet: "No cameras yet",
  camerasFailed: "Cannot get the list of cameras; it is tried again",
};

export const tiles = { zh, en };
