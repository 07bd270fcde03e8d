/** What a page of this server may load: everything from here, and from the hosts that the city's file names. Pure. */
import { basemapOrigins } from "../store/base_map_kinds.ts";
import type { CityFile } from "../store/city_folder.ts";

/** Streams of cameras are played, tiles of maps are not: each host gets what it is named for. */
export function contentSecurityPolicy({ streamHosts, basemap }: Pick<CityFile, "streamHosts" | "basemap">) {
  const from = (...hosts: readonly string[]) => [...new Set(["'self'", ...hosts])].join(" ");
  const maps = basemapOrigins(basemap);
  return [
    "default-src 'none'",
    "script-src 'self'",
    "worker-src 'self' blob:",
    "style-src 'self'",
    `img-src ${from("data:", "blob:", ...streamHosts, ...maps)}`,
    `connect-src ${from(...streamHosts, ...maps)}`,
    `media-src ${from("blob:", ...streamHosts)}`,
    "font-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}
