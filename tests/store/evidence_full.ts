/** A process that keeps photos while the disk refuses files beyond its limit: says what each attempt came to. */
import process from "node:process";
import { EvidenceFiles } from "../../store/evidence_files.ts";

// By default the kernel ends a process that writes beyond its limit.
process.on("SIGXFSZ", () => {});
const limit = ["--pid", String(Deno.pid), "--fsize=400000:unlimited"];
await new Deno.Command("prlimit", { args: limit }).output();
const files = new EvidenceFiles(Deno.args[0]!);
const put = (hash: string, size: number) =>
  files.put(hash.repeat(64), new Uint8Array(size)).then(
    () => "kept",
    ({ name, message }) => `${name}: ${message}`,
  );
const outcomes = [await put("a", 100), await put("b", 2_000_000), await put("c", 100)];
await Deno.stdout.write(new TextEncoder().encode(JSON.stringify(outcomes) + "\n"));
process.exit(0);
