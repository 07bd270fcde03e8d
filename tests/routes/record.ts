/** The record of a running city of two, as `deno task audit verify` finds it. */
import { expect } from "vitest";
import { verifyRecord } from "../../store/audit_verify.ts";
import type { Running } from "../server.ts";

/** Everything that was done came through the doors: no edit is found, and there are rows to find one by. */
export function expectAsWritten({ dataDir }: Running): void {
  const { fault, rows } = verifyRecord(`${dataDir}/two/ledger.sqlite`);
  expect(fault).toBeNull();
  expect(rows).toBeGreaterThan(5);
}
