/** Builds the browser side: files with hashed names in dist/, and a manifest that pages find them by. */
import preact from "@preact/preset-vite";
import { build, defineConfig, type Plugin } from "vite";

/** The phone's service worker: one script without imports, which every browser with service workers takes, at a name that stays. */
function phoneWorker(): Plugin {
  return {
    name: "phone-worker",
    apply: "build",
    async closeBundle() {
      await build({
        configFile: false,
        publicDir: false,
        logLevel: "warn",
        build: {
          outDir: "dist",
          emptyOutDir: false,
          target: "es2022",
          rolldownOptions: {
            input: "islands/field/service_worker.ts",
            output: { format: "iife", entryFileNames: "field-sw.js" },
          },
        },
      });
    },
  };
}

export default defineConfig({
  plugins: [preact(), phoneWorker()],
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
    rolldownOptions: {
      input: {
        main: "islands/main.tsx",
        screen: "islands/screen.css",
        // The phone loads nothing of the other pages.
        field: "islands/field_main.tsx",
        "field-style": "islands/field.css",
      },
    },
  },
});
