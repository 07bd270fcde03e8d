/** Workers, one by one. */

const zh = {
  speed: (kmh: string) => `时速 ${kmh} km`,
  stands: "静止",
};

const en: typeof zh = {
  speed: (kmh) => `${kmh} km/h`,
  stands: "standing",
};

export const workers = { zh, en };
