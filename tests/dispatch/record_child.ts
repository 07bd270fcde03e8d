/** A process that works on cases for ever and says what was acknowledged, to be killed: `FILE NAME LANES [PAUSE]`. */
import { writeSync } from "node:fs";
import { act, newKey, openRecord, reported } from "./a_record.ts";
import { CONDITION } from "./walk.ts";

const [file, name, lanes, pause] = Deno.args as [string, string, string, string?];
const began = performance.now();
const record = await openRecord(file);

/** At once and whole: what was printed was acknowledged. */
const say = (value: unknown) => writeSync(1, `${JSON.stringify(value)}\n`);
say({ ready: performance.now() - began });

const STEPS: readonly (readonly [who: string, command: object])[] = [
  ["acceptor", { kind: "file", condition: CONDITION }],
  ["dispatcher", { kind: "dispatch", worker: "w1" }],
  ["dispatcher", { kind: "note", text: name }],
  ["ann", { kind: "accept" }],
  ["ann", { kind: "arrive" }],
  ["ann", { kind: "handle" }],
  ["dispatcher", { kind: "request_post_check" }],
  ["checker", { kind: "post_check", passed: true }],
  ["checker", { kind: "close", rule: "clean" }],
];

/** For whoever watches the disk: a command begins after everything before it has long come to rest. */
async function begin(): Promise<void> {
  if (pause === undefined) return;
  await new Promise((wake) => setTimeout(wake, Number(pause)));
  say({ begun: true });
}

async function work(): Promise<void> {
  for (;;) {
    await begin();
    const opening = newKey();
    const id = await reported(record, opening);
    say({ key: opening, id, version: 1 });
    for (const [who, command] of STEPS) {
      await begin();
      const key = newKey();
      const answer = await act(record, who, id, command, key);
      if (answer.kind !== "done") throw new Error(JSON.stringify(answer));
      say({ key, id, version: answer.cases[0]!.version });
    }
  }
}

await Promise.all(Array.from({ length: Number(lanes) }, work));
