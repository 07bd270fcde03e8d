import fc from "fast-check";
import { expect, it } from "vitest";
import { Held, HOLD_MOST } from "../../demo/held.ts";
import { FixBatch } from "../../streams/batch.ts";

const PHONES = 90;

/** A phone makes a fix, with or without radio, or forgets what it holds. */
const doings = fc.array(
  fc.tuple(fc.nat(PHONES - 1), fc.constantFrom("held", "held", "held", "sent", "dropped")),
  { maxLength: 3_000 },
);

it("phones send what they held in its order and with its own time, the last ten minutes of it, and nothing twice", () => {
  fc.assert(
    fc.property(doings, (events) => {
      const held = new Held(PHONES), batch = new FixBatch("demo", 1 + PHONES * HOLD_MOST, 0);
      const model = Array.from({ length: PHONES }, () => [] as number[]);
      events.forEach(([phone, what], time) => {
        batch.size = 0;
        if (what === "dropped") {
          held.drop(phone);
          model[phone] = [];
        } else if (what === "held") {
          batch.time[batch.size++] = time;
          batch.lat[0] = time / 7;
          held.hold(phone, batch);
          expect(batch.size).toBe(0);
          model[phone]!.push(time);
        } else if (held.holds(phone)) {
          held.send(phone, phone + 1_000, batch);
          const wanted = model[phone]!.slice(-HOLD_MOST);
          expect([...batch.time.subarray(0, batch.size)]).toEqual(wanted);
          expect([...batch.lat.subarray(0, batch.size)]).toEqual(wanted.map((at) => at / 7));
          expect([...batch.worker.subarray(0, batch.size)].every((slot) => slot === phone + 1_000)).toBe(
            true,
          );
          model[phone] = [];
        } else expect(model[phone]).toEqual([]);
        expect(held.total).toBe(model.reduce((sum, list) => sum + Math.min(HOLD_MOST, list.length), 0));
      });
    }),
    { numRuns: 60 },
  );
});
