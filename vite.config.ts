/** Builds the browser side: hashed files and a manifest in dist/, packed beside the plain ones. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { extname, join } from "node:path";
import { gzipSync } from "node:zlib";
import preact from "@preact/preset-vite";
import { defineConfig, type Plugin } from "vite";

const PACKED = new Set([".js", ".css", ".svg", ".json"]);

/** Writes `x.gz` beside every text file, so that the server never packs the same bytes twice. */
function packed(): Plugin {
  return {
    name: "packed",
    apply: "build",
    closeBundle() {
      for (const entry of readdirSync("dist", { recursive: true, withFileTypes: true })) {
        if (!entry.isFile() || !PACKED.has(extname(entry.name))) continue;
        const file = join(entry.parentPath, entry.name);
        writeFileSync(file + ".gz", gzipSync(readFileSync(file), { level: 9 }));
      }
    },
  };
}

export default defineConfig({
  plugins: [preact(), packed()],
  publicDir: "static",
  worker: { format: "es" },
  build: {
    outDir: "dist",
    manifest: true,
    target: "es2022",
    // The content security policy allows fonts and pictures from files only.
    assetsInlineLimit: 0,
    // The map's chunk is large by nature and comes after the first paint.
    chunkSizeWarningLimit: 2_000,
    rolldownOptions: { input: { main: "islands/main.tsx", screen: "islands/screen.css" } },
  },
});
