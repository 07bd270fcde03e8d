/** Workers, one by one. */

const zh = {
  speed: (kmh: string) => `时速 ${kmh} km`,
  stands: "静止",
  noWorkerFeed: "无网格员定位源，不画“无人巡查”",
};

const en: typeof zh = {
  speed: (kmh) => `${kmh} km/h`,
  stands: "standing",
  noWorkerFeed: "no worker feed: nothing is hatched",
};

export const workers = { zh, en };
