/** The scenario that runs, kept beside the data, so that a restart goes on with it. */
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { type Scenario, SCENARIOS } from "./scenarios.ts";

export interface KeptScenario {
  readonly scenario: Scenario;
  /** Epoch ms. */
  readonly since: number;
}

/** Null when none was running, or the file is none of ours. */
export function readKept(file: string): KeptScenario | null {
  if (!existsSync(file)) return null;
  try {
    const { scenario, since } = JSON.parse(readFileSync(file, "utf8"));
    return SCENARIOS.includes(scenario) && Number.isFinite(since) ? { scenario, since } : null;
  } catch {
    return null;
  }
}

/** Null: none runs. A start that is cut off finds the whole file or the one before. */
export function writeKept(file: string, kept: KeptScenario | null): void {
  if (kept === null) return rmSync(file, { force: true });
  const { scenario, since } = kept;
  writeFileSync(`${file}.new`, JSON.stringify({ scenario, since }));
  renameSync(`${file}.new`, file);
}
