/** Builds the browser side: files with hashed names in dist/, and a manifest that pages find them by. */
import preact from "@preact/preset-vite";
import { defineConfig } from "vite";

export default defineConfig({
  plugins: [preact()],
  publicDir: "static",
  // The light build plays everything cameras send; the full one adds subtitles, DRM and alternative sound.
  resolve: { alias: [{ find: /^hls\.js$/, replacement: "hls.js/light" }] },
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
