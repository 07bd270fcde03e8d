/** Times and distances. */

const zh = {
  now: "刚刚",
  secondsAgo: (n: number) => `${n} 秒前`,
  minutesAgo: (n: number) => `${n} 分钟前`,
  seconds: (n: string) => `${n} 秒`,
  minutes: (n: string) => `${n} 分钟`,
  hours: (n: string) => `${n} 小时`,
  metres: (n: string) => `${n} 米`,
  kilometres: (n: string) => `${n} 公里`,
};

const en: typeof zh = {
  now: "just now",
  secondsAgo: (n) => `${n} s ago`,
  minutesAgo: (n) => `${n} min ago`,
  seconds: (n) => `${n} s`,
  minutes: (n) => `${n} min`,
  hours: (n) => `${n} h`,
  metres: (n) => `${n} m`,
  kilometres: (n) => `${n} km`,
};

export const units = { zh, en };
