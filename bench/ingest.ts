/** CPU per million fixes, from HTTP to storage and push, against the same rows through the raw limit of floor.ts. */
import { count, type Figure, seconds } from "./figure.ts";
import { measureFloor } from "./floor.ts";
import { startProduct } from "./product.ts";
import { settled } from "./settled.ts";
import { BEIJING_WORKERS, Walkers } from "./walkers.ts";

const ROWS_A_BODY = 12_900;
const ROUND_MS = 10_000;
const IN_FLIGHT = 2;

export async function ingest({ quick }: { quick: boolean }): Promise<Figure[]> {
  const rounds = quick ? 3 : 10;
  const warmRounds = quick ? 1 : 2;
  const rows = rounds * BEIJING_WORKERS;
  const begin = Date.now() - (rounds + warmRounds) * ROUND_MS;

  const floorWalkers = new Walkers(BEIJING_WORKERS);
  const whole = function* (rounds: number, since: number) {
    for (let round = 0; round < rounds; round++) {
      yield floorWalkers.fixes(0, BEIJING_WORKERS, since + round * ROUND_MS);
    }
  };
  await measureFloor(() => whole(1, begin), BEIJING_WORKERS); // warms the same code up
  const floor = await measureFloor(() => whole(rounds, begin + ROUND_MS), rows);

  await using product = await startProduct();
  const walkers = new Walkers(BEIJING_WORKERS);
  const post = async (from: number, time: number) => {
    const response = await product.post("/api/fixes", walkers.fixes(from, from + ROWS_A_BODY, time));
    const answer = await response.json() as { accepted: number };
    if (response.status !== 202 || answer.accepted !== ROWS_A_BODY) {
      throw new Error(
        `Ingest: ${ROWS_A_BODY} fixes were answered with ${response.status} ${JSON.stringify(answer)}`,
      );
    }
  };
  const send = async (rounds: number, since: number) => {
    for (let round = 0; round < rounds; round++) {
      const starts = Array.from({ length: BEIJING_WORKERS / ROWS_A_BODY }, (_, i) => i * ROWS_A_BODY);
      const next = async () => {
        for (let from = starts.shift(); from !== undefined; from = starts.shift()) {
          await post(from, since + round * ROUND_MS);
        }
      };
      await Promise.all(Array.from({ length: IN_FLIGHT }, next));
    }
  };
  await send(warmRounds, begin);
  await settled(product.engine(), warmRounds * BEIJING_WORKERS);
  const before = product.cpu();
  const began = performance.now();
  await send(rounds, begin + warmRounds * ROUND_MS);
  const elapsed = (performance.now() - began) / 1000;
  const stored = await settled(product.engine(), (warmRounds + rounds) * BEIJING_WORKERS);
  const after = product.cpu();

  const million = rows / 1e6;
  const server = (after.server - before.server) / million;
  const engine = (after.engine - before.engine) / million;
  const show = (value: number) => `${value.toFixed(2)} CPU s`;
  return [
    {
      name: "CPU per million fixes, all",
      value: server + engine,
      show,
      floor: (floor.server + floor.engine) / million,
      target: { kind: "ratio-at-most", value: 1.5 },
    },
    { name: "… of the server", value: server, show, floor: floor.server / million },
    { name: "… of the engine", value: engine, show, floor: floor.engine / million },
    { name: "fixes a second, accepted", value: rows / elapsed, show: count },
    {
      name: "rows missing afterwards",
      value: (warmRounds + rounds) * BEIJING_WORKERS - stored,
      show: count,
      target: { kind: "at-most", value: 0 },
    },
    { name: "time to accept", value: elapsed, show: seconds },
  ];
}
