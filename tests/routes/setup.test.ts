import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runMain } from "../server.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "hexwall-setup-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function cityWith(change: (city: Record<string, unknown>) => void): string {
  const city = JSON.parse(Deno.readTextFileSync(new URL("../cities/tiny/city.json", import.meta.url)));
  change(city);
  writeFileSync(join(folder, "city.json"), JSON.stringify(city));
  return folder;
}

describe("a wrong setting ends the start with status 2 and one line that says the mend", () => {
  test.each([
    ["PORT", { PORT: "eighty" }, /PORT=eighty: is no port; use a whole number/],
    ["HOST", { HOST: "203.0.113.1" }, /Cannot listen on 203\.0\.113\.1:.*choose another HOST/],
    [
      "CITY",
      { CITY: "/no/such/city" },
      /CITY=\/no\/such\/city: cannot read .*name a folder with a city\.json/,
    ],
    ["DATA_DIR", { DATA_DIR: "/proc/hexwall" }, /\/proc\/hexwall.*set DATA_DIR to a writable folder/],
  ])("%s", async (_name, env, line) => {
    refused(await runMain(env), line);
  });

  test("city.json with a wrong value names file, path and value", async () => {
    const city = cityWith((file) => (file.view as Record<string, unknown>).zoom = 99);
    refused(await runMain({ CITY: city, DATA_DIR: folder }), /city\.json: view\.zoom .*found 99/);
  });

  test("city.json that is no JSON", async () => {
    writeFileSync(join(folder, "city.json"), "{");
    refused(await runMain({ CITY: folder, DATA_DIR: folder }), /city\.json: is not JSON/);
  });

  test("a port in use", async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    const { port } = other.address() as AddressInfo;
    refused(
      await runMain({ PORT: String(port), DATA_DIR: folder, CITY: "tests/cities/tiny" }),
      new RegExp(`PORT=${port}: something else listens`),
    );
    other.close();
  });
});

function refused(run: { code: number; output: string }, line: RegExp): void {
  expect(run.output).toMatch(line);
  expect(run.output, "no stack trace").not.toMatch(/^\s+at /m);
  expect(run.output.split("\n").filter((text) => text.includes("error"))).toHaveLength(1);
  expect(run.code).toBe(2);
}
