/** Builds the page of the measurement `draw` with the screens' own modules. */
import { defineConfig } from "vite";

export default defineConfig({
  root: import.meta.dirname!,
  worker: { format: "es" },
  build: { target: "es2022", emptyOutDir: true, chunkSizeWarningLimit: 5_000, reportCompressedSize: false },
});
