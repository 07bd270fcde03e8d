/** The address of a wall: its scene as the path, what was changed since as the query. Pure. */
import { readState, type ScreenState, writeState } from "../url_state.ts";
import { firstState } from "./presets.ts";
import { type Preset, presetOf } from "./scene_name.ts";

const WALL = "/wall";

/** `/wall/night?window=15`, or `/wall?preset=night`: the scene gives what the query leaves open. */
export function readAddress(path: string, search: string): ScreenState {
  return readState(search, firstState(sceneOf(path, search)));
}

/** Path and query; parameters of others are kept, what the scene gives is left out. */
export function writeAddress(state: ScreenState, search: string): string {
  const query = new URLSearchParams(search);
  query.delete("preset");
  const kept = query.toString();
  const scene = state.preset === "overview" ? "" : `/${encodeURIComponent(state.preset)}`;
  return `${WALL}${scene}${writeState(state, kept === "" ? "" : `?${kept}`, firstState(state.preset))}`;
}

/** Whether a path is the wall's or that of one of its scenes. */
export function isScene(path: string): boolean {
  return path === WALL || presetOf(nameIn(path)) !== null;
}

function sceneOf(path: string, search: string): Preset {
  return presetOf(new URLSearchParams(search).get("preset")) ?? presetOf(nameIn(path)) ?? "overview";
}

function nameIn(path: string): string | null {
  return path.startsWith(`${WALL}/`) ? decode(path.slice(WALL.length + 1)) : null;
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
