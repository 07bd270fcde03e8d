import { expect, test } from "vitest";
import { checkPassword, hashPassword } from "../../dispatch/passwords.ts";

test("a password fits its hash and no other does; the hash says how it was made", async () => {
  const kept = await hashPassword("correct horse battery");
  expect(kept).toMatch(/^scrypt\$17\$8\$1\$[\w-]{22}\$[\w-]{43}$/);
  expect(await checkPassword("correct horse battery", kept)).toBe(true);
  expect(await checkPassword("correct horse batterY", kept)).toBe(false);
  expect(await checkPassword("", kept)).toBe(false);
});

test("two hashes of one password differ, and those of another cost are still read", async () => {
  const cost = { logN: 5, r: 4, p: 2 };
  const [one, two] = [
    await hashPassword("同一个密码同一个密码", cost),
    await hashPassword("同一个密码同一个密码", cost),
  ];
  expect(one).not.toBe(two);
  expect(one).toMatch(/^scrypt\$5\$4\$2\$/);
  expect(await checkPassword("同一个密码同一个密码", two)).toBe(true);
});

test("letters in another form of Unicode are the same password", async () => {
  const kept = await hashPassword("café au lait ａｂｃ", { logN: 4, r: 8, p: 1 });
  expect(await checkPassword("cafe\u0301 au lait abc", kept)).toBe(true);
});

test("the server goes on while passwords are hashed", async () => {
  let turns = 0;
  const clock = setInterval(() => turns++, 5);
  await Promise.all(Array.from({ length: 3 }, () => hashPassword("correct horse battery")));
  clearInterval(clock);
  expect(turns).toBeGreaterThan(3);
});

test("an account that is not there takes a full hash, like one with a wrong password", async () => {
  const kept = await hashPassword("correct horse battery");
  const time = async (hash: string | null) => {
    const began = performance.now();
    expect(await checkPassword("wrong", hash)).toBe(false);
    return performance.now() - began;
  };
  const least = async (hash: string | null) => Math.min(await time(hash), await time(hash), await time(hash));
  const [known, unknown] = [await least(kept), await least(null)];
  expect(unknown / known).toBeGreaterThan(0.4);
  expect(unknown / known).toBeLessThan(2.5);
});
