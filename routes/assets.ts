/** Built files of the browser side: hashed names from Vite's manifest, served with the right age and type. */
import { existsSync, readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { extname, join, normalize } from "node:path";
import { SetupError } from "../store/city_folder.ts";

const TYPES: Record<string, string> = {
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".woff2": "font/woff2",
  ".woff": "font/woff",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".json": "application/json",
  ".webmanifest": "application/manifest+json",
};

/** Vite's manifest: source file → built file. */
export type Manifest = Readonly<
  Record<
    string,
    {
      readonly file: string;
      readonly css?: readonly string[];
      readonly imports?: readonly string[];
      readonly dynamicImports?: readonly string[];
    }
  >
>;

export interface Assets {
  readonly manifest: Manifest;
  /** The built file at a path such as `/assets/main-3f2a.js`, or null. */
  serve(path: string, acceptEncoding: string): Promise<Response | null>;
}

export function openAssets(folder: string): Assets {
  const manifestFile = join(folder, ".vite", "manifest.json");
  if (!existsSync(manifestFile)) {
    throw new SetupError(
      `${manifestFile} is missing: the screens are not built; run deno task start, which builds them`,
    );
  }
  const manifest = JSON.parse(readFileSync(manifestFile, "utf8")) as Manifest;
  return { manifest, serve: (path, acceptEncoding) => serve(folder, path, acceptEncoding) };
}

/** The built files that a source needs sooner or later: its own, and those of what it imports. */
export function filesOf(manifest: Manifest, source: string, known = new Set<string>()): string[] {
  const built = manifest[source];
  if (!built || known.has(source)) return [];
  known.add(source);
  const further = [...built.imports ?? [], ...built.dynamicImports ?? []];
  return [built.file, ...built.css ?? [], ...further.flatMap((one) => filesOf(manifest, one, known))];
}

async function serve(folder: string, path: string, acceptEncoding: string): Promise<Response | null> {
  const relative = relativeOf(path);
  const type = relative === null ? undefined : TYPES[extname(relative)];
  if (relative === null || !type) return null;
  const packed = /\bgzip\b/.test(acceptEncoding) && existsSync(join(folder, relative + ".gz"));
  try {
    const bytes = await readFile(join(folder, packed ? relative + ".gz" : relative));
    const headers: Record<string, string> = {
      "content-type": type,
      // Names carry a hash of their content, so what is at a name never changes.
      "cache-control": relative.startsWith("assets/") ? "public, max-age=31536000, immutable" : "no-cache",
      vary: "accept-encoding",
    };
    if (packed) headers["content-encoding"] = "gzip";
    return new Response(bytes, { headers });
  } catch {
    return null;
  }
}

/** The path below the folder; null when it is not well encoded, leads out, or names what is hidden. */
function relativeOf(path: string): string | null {
  try {
    const relative = normalize(decodeURIComponent(path)).replace(/^\/+/, "");
    return relative.split("/").some((name) => name.startsWith(".")) ? null : relative;
  } catch {
    return null;
  }
}
