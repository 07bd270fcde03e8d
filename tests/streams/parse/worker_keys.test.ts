import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { WorkerKeys } from "../../../streams/parse/worker_keys.ts";
import { WorkerTable } from "../../../streams/workers.ts";

function look(keys: WorkerKeys, id: string): number {
  const bytes = new TextEncoder().encode(`--${id}--`);
  let hash = WorkerKeys.SEED;
  for (let at = 2; at < bytes.length - 2; at++) hash = WorkerKeys.step(hash, bytes[at]!);
  return keys.find(bytes, 2, bytes.length - 2, hash);
}

describe("WorkerKeys", () => {
  it("finds by bytes the slot that the table gave by name, through every growth", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string({ minLength: 1, maxLength: 20 }), { maxLength: 400 }), (ids) => {
        const workers = new WorkerTable();
        const keys = new WorkerKeys(workers, null);
        for (const id of ids) {
          expect(look(keys, id)).toBe(-1);
          keys.admit(id);
        }
        for (const id of ids) expect(look(keys, id)).toBe(workers.find(id));
      }),
      { numRuns: 50 },
    );
    const workers = new WorkerTable();
    const keys = new WorkerKeys(workers, null);
    for (let at = 0; at < 50_000; at++) keys.admit(`worker-${at}`);
    for (let at = 0; at < 50_000; at += 7) {
      expect(look(keys, `worker-${at}`)).toBe(workers.find(`worker-${at}`));
    }
    expect(keys.size).toBe(50_000);
    expect(keys.admit("worker-7")).toBe(workers.find("worker-7"));
    expect(keys.size).toBe(50_000);
  });

  it("is one for a table and list", () => {
    const workers = new WorkerTable();
    const closed = new Set(["a"]);
    expect(WorkerKeys.of(workers, null)).toBe(WorkerKeys.of(workers, null));
    expect(WorkerKeys.of(workers, closed)).not.toBe(WorkerKeys.of(workers, null));
    expect(WorkerKeys.of(workers, closed).admit("b")).toBe(-1);
    expect(workers.size).toBe(0);
  });
});
