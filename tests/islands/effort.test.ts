import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Effort, isSoftware, STEPS } from "../../islands/effort.ts";

/** Pictures of the same cost, one in so many ms; returns the steps in the order in which they came. */
function draw(effort: Effort, cost: number, pictures: number, from = 0, every = 500): string[] {
  const steps: string[] = [];
  for (let i = 0; i < pictures; i++) if (effort.took(cost, from + i * every)) steps.push(effort.step);
  return steps;
}

describe("the effort of a screen", () => {
  test("a quick machine does everything, one without a graphics card does not glide", () => {
    const card = new Effort(false), none = new Effort(true);
    draw(card, 8, 500);
    draw(none, 8, 500);
    expect([card.step, none.step]).toEqual(["full", "noGlide"]);
    expect(none.without("noGlide")).toBe(true);
    expect(none.without("slowTicks")).toBe(false);
  });

  test("a slow one does less, one named step after the other, and then stays", () => {
    const effort = new Effort(false);
    expect(draw(effort, 400, 200)).toEqual(STEPS.slice(1));
    expect(draw(effort, 400, 200, 100_000)).toEqual([]);
  });

  test("one late picture is no reason", () => {
    const effort = new Effort(false);
    draw(effort, 10, 20);
    expect(effort.took(900, 11_000)).toBe(false);
    expect(draw(effort, 10, 20, 12_000)).toEqual([]);
  });

  test("it is given more again only after it was quick for long, and the more seldom the more often that failed", () => {
    const effort = new Effort(false);
    draw(effort, 400, 15);
    const slow = effort.step;
    expect(slow).not.toBe("full");
    expect(draw(effort, 5, 40, 10_000, 500)).toEqual([]);
    const better = draw(effort, 5, 200, 30_000, 500);
    expect(better.length).toBeGreaterThan(0);
    draw(effort, 400, 15, 140_000);
    // The mean is still high for a few pictures: what counts is that nothing is given back in the time it took before.
    const before = STEPS.indexOf(effort.step);
    draw(effort, 5, 100, 150_000, 500);
    expect(STEPS.indexOf(effort.step)).toBeGreaterThanOrEqual(before);
  });

  test("whatever pictures cost, it never jumps: a step is the next one either way", () => {
    fc.assert(
      fc.property(fc.boolean(), fc.array(fc.nat({ max: 2_000 }), { maxLength: 300 }), (software, costs) => {
        const effort = new Effort(software);
        let level = STEPS.indexOf(effort.step);
        costs.forEach((cost, i) => {
          const changed = effort.took(cost, i * 5_000);
          const next = STEPS.indexOf(effort.step);
          expect(Math.abs(next - level)).toBe(changed ? 1 : 0);
          expect(next).toBeGreaterThanOrEqual(software ? 1 : 0);
          level = next;
        });
      }),
    );
  });
});

test("what a browser says it draws with tells a graphics card from a processor", () => {
  expect(
    isSoftware({
      renderer: "ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero)), SwiftShader driver)",
    }),
  ).toBe(true);
  expect(isSoftware({ renderer: "llvmpipe (LLVM 15.0.6, 256 bits)" })).toBe(true);
  expect(isSoftware({ renderer: "Microsoft Basic Render Driver" })).toBe(true);
  expect(isSoftware({ gpu: "software" })).toBe(true);
  expect(isSoftware({ gpu: "nvidia", renderer: "ANGLE (NVIDIA, NVIDIA RTX A2000 Direct3D11)" })).toBe(false);
  expect(isSoftware({ renderer: "ANGLE (Intel, Mesa Intel(R) UHD Graphics 770 (ADL-S GT1), OpenGL 4.6)" }))
    .toBe(false);
});
