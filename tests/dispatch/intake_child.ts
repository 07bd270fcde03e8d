/** A process that takes incidents in by rule, to be killed: `FILE NAME`. Says each incident that was acknowledged. */
import { writeSync } from "node:fs";
import { brought, openIntake } from "./an_intake.ts";

const [file, name] = Deno.args as [string, string];
const { bring } = await openIntake(file, [{ severity: [1, 2], file: "plain" }], new AbortController().signal);

async function lane(lane: number): Promise<void> {
  for (let i = 0;; i++) {
    const id = `${name}-${lane}-${i}`;
    await bring(brought(id), brought(`${id}-mild`, { severity: 4 }));
    writeSync(1, `${JSON.stringify(id)}\n`);
  }
}

await Promise.all([0, 1, 2, 3].map(lane));
