/** The structure that DESIGN and ARCHITECTURE promise: imports go down only, and each large dependency has one door. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { describe, expect, it } from "vitest";

const ROOT = new URL("..", import.meta.url).pathname;
/** From below; a folder imports from itself and from those before it. */
const FOLDERS = ["geo", "store", "streams", "dispatch", "dashboards", "islands", "routes"];
/** Beside them: it makes a city, and whoever starts one knows it. */
const DEMO = { folder: "demo", uses: ["geo", "store", "streams", "dispatch"] };

/** Who may name a package; everybody else goes through them. */
const DOORS: Readonly<Record<string, readonly string[]>> = {
  "@clickhouse/client": ["store/clickhouse.ts"],
  "@deck.gl/maplibre": ["islands/maplibre.ts"],
  "@hono/node-server": ["main.ts"],
  "file-type": ["store/photo.ts"],
  "gcoord": ["geo/datum.ts"],
  "h3-js": ["geo/cell.ts"],
  "hls.js": ["islands/video.ts"],
  "lucide": ["islands/icons.ts"],
  "maplibre-gl": ["islands/maplibre.ts"],
  "node:sqlite": ["store/sqlite.ts"],
  "openid-client": ["dispatch/oidc.ts"],
  "prom-client": ["routes/metrics.ts"],
  "socket.io": ["streams/hub.ts"],
  "socket.io-client": ["islands/socket.ts"],
  "web-push": ["dispatch/push.ts"],
};

interface Import {
  readonly from: string;
  /** A path from the root, or a package's name as it is written. */
  readonly to: string;
  readonly typeOnly: boolean;
}

const STATEMENT = /^(?:import|export)\s+(?:([^;"]*?)\s+from\s+)?"([^"]+)"|\bimport\("([^"]+)"\)/gm;

function importsIn(from: string, text: string): Import[] {
  return [...text.matchAll(STATEMENT)].map(([, names, named, dynamic]) => {
    const what = (named ?? dynamic)!;
    const to = what.startsWith(".") ? normalize(join(dirname(from), what)) : what;
    return { from, to, typeOnly: names?.startsWith("type ") ?? false };
  });
}

function allImports(): Import[] {
  const folders = [...FOLDERS, DEMO.folder];
  const files = folders.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" }).map((path) => join(folder, path))
  );
  const top = readdirSync(ROOT).filter((name) => !name.includes("config"));
  return [...files, ...top].filter((path) => /\.tsx?$/.test(path))
    .flatMap((path) => importsIn(path, readFileSync(join(ROOT, path), "utf8")));
}

/** Imports of one part of the tree that go where they may not. */
function upward(imports: readonly Import[]): string[] {
  return imports.flatMap(({ from, to, typeOnly }) => {
    const [mine, theirs] = [from, to].map((path) => path.includes("/") ? path.split("/")[0]! : "");
    if (mine === theirs || mine === "" || ![...FOLDERS, DEMO.folder, ""].includes(theirs!)) return [];
    // What a route answers is a type of both sides of the wire.
    if (mine === "islands" && theirs === "routes" && typeOnly) return [];
    const below = mine === DEMO.folder ? DEMO.uses : FOLDERS.slice(0, FOLDERS.indexOf(mine!));
    // A package is no folder; a file at the top is.
    if (theirs === "" && !to.endsWith(".ts")) return [];
    return below.includes(theirs!) ? [] : [`${from} imports ${to}`];
  });
}

function besideDoors(imports: readonly Import[]): string[] {
  return imports.flatMap(({ from, to }) => {
    const [name, doors] = Object.entries(DOORS).find(([one]) => to === one || to.startsWith(`${one}/`)) ?? [];
    return doors && !doors.includes(from)
      ? [`${from} imports ${name}, whose door is ${doors.join(", ")}`]
      : [];
  });
}

describe("the structure", () => {
  const imports = allImports();

  it("is read whole", () => {
    expect(imports.length).toBeGreaterThan(2_000);
    for (const name of Object.keys(DOORS)) {
      expect(imports.some(({ to }) => to === name || to.startsWith(`${name}/`)), name).toBe(true);
    }
  });

  it("has imports that go down only", () => {
    expect(upward(imports)).toEqual([]);
  });

  it("has one door per dependency", () => {
    expect(besideDoors(imports)).toEqual([]);
  });

  it("would show an import that goes up, and one beside the door", () => {
    const bad = importsIn(
      "store/ledger.ts",
      'import type { A } from "../geo/a.ts";\nimport { B } from "../routes/b.ts";\nexport * from "../main.ts";\n' +
        'import { cellToLatLng } from "h3-js";\nconst x = await import("../islands/c.ts");\n',
    );
    expect(upward(bad)).toEqual([
      "store/ledger.ts imports routes/b.ts",
      "store/ledger.ts imports main.ts",
      "store/ledger.ts imports islands/c.ts",
    ]);
    expect(besideDoors(bad)).toEqual(["store/ledger.ts imports h3-js, whose door is geo/cell.ts"]);
    expect(upward(importsIn("islands/a.ts", 'import { B } from "../routes/b.ts";'))).toHaveLength(1);
  });
});
