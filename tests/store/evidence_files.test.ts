import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { EvidenceFiles } from "../../store/evidence_files.ts";
import { runScript } from "./children.ts";

it("leaves nothing of a photo that the disk refuses, says so in words, and goes on", async () => {
  const folder = mkdtempSync(join(tmpdir(), "hexwall-evidence-"));
  try {
    // A limit on the size of files stands for the full disk: it can be set without rights.
    const child = runScript("evidence_full.ts", [folder]);
    await child.ended;
    const [first, second, third] = child.said[0] as string[];
    expect(first).toBe("kept");
    expect(second).toMatch(/^StorageError: The photo cannot be kept .*make room in DATA_DIR/);
    expect(third).toBe("kept");
    expect((readdirSync(folder, { recursive: true }) as string[]).sort())
      .toEqual(["aa", `aa/${"a".repeat(62)}`, "cc", `cc/${"c".repeat(62)}`, "drafts"]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

it("takes no name that is no hash", async () => {
  const folder = mkdtempSync(join(tmpdir(), "hexwall-evidence-"));
  const files = new EvidenceFiles(folder);
  for (const name of ["", "../../etc/passwd", "A".repeat(64), `${"a".repeat(62)}/.`]) {
    await expect(files.read(name)).rejects.toThrow("no SHA-256");
    await expect(files.put(name, new Uint8Array(1))).rejects.toThrow("no SHA-256");
  }
  rmSync(folder, { recursive: true });
});
