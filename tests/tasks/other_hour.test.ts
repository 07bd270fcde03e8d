import { expect, test } from "vitest";
import { atHour } from "../../tasks/other_hour.ts";

test("a program is at the hour asked for, at most a day back, whatever the hour of now", () => {
  for (let hour = 0; hour < 48; hour++) {
    const now = Date.UTC(2026, 10, 27, hour, 17, 5);
    const { FAKETIME } = atHour("/lib.so", "10:30", { now, offsetHours: 8 });
    expect(Number(FAKETIME)).toBeLessThanOrEqual(0);
    expect(Number(FAKETIME)).toBeGreaterThan(-86_400);
    const local = new Date(now + Number(FAKETIME) * 1000 + 8 * 3_600_000);
    expect(local.toISOString().slice(11, 16)).toBe("10:30");
  }
});
