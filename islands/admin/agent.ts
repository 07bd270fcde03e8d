/** The browser and system that a User-Agent names, for people to recognize their own; the text itself where it names none. Pure. */

/** Each names those below it too, so the order counts. */
const BROWSERS = [
  ["Edg", "Edge"],
  ["MicroMessenger", "WeChat"],
  ["Firefox", "Firefox"],
  ["Chrome", "Chrome"],
  ["Safari", "Safari"],
] as const;
const SYSTEMS = [
  ["HarmonyOS", "HarmonyOS"],
  ["Android", "Android"],
  ["iPhone", "iPhone"],
  ["iPad", "iPad"],
  ["Windows", "Windows"],
  ["Mac OS X", "macOS"],
  ["Linux", "Linux"],
] as const;

export function agentName(agent: string): string {
  const found = [BROWSERS, SYSTEMS].flatMap((names) =>
    names.filter(([sign]) => agent.includes(sign)).slice(0, 1).map(([, name]) => name)
  );
  return found.length === 0 ? agent : found.join(" · ");
}
