/** `/field`: the phone of a worker. Its shell holds nothing of anybody, so that the phone may keep it and open without network. */
import type { Hono } from "hono";
import { renderToString } from "preact-render-to-string";
import { may } from "../dispatch/rights.ts";
import { fieldWords } from "../islands/field/words.ts";
import { type Lang, langOf, LANGS, wordsOf } from "../islands/words.ts";
import { sha256 } from "../store/audit.ts";
import { filesOf, type Manifest } from "./assets.ts";
import type { Context } from "./context.ts";
import { HttpError } from "./http_error.ts";
import { renderPage } from "./page.tsx";
import type { PageInput } from "./pages.tsx";

const SCRIPT = "islands/field_main.tsx", STYLE = "islands/field.css";
const WORKER = "/field-sw.js";
const PICTURES = ["/hexwall.svg", "/icons/field-192.png", "/icons/field-512.png"];

type City = PageInput["city"];

export function fieldPage({ lang, city, manifest, sender }: PageInput): string {
  if (may(sender.person, "field.use").ok) return shell(lang, city, manifest);
  const words = fieldWords(lang);
  const query = lang === "en" ? "?lang=en" : "";
  return renderPage({
    title: `${city.names[lang]} · ${words.title}`,
    lang,
    kind: "desk",
    script: false,
    children: (
      <main class="signin">
        <h1>{words.title}</h1>
        <p>{words.forWorkers}</p>
        <p>{words.notYours(sender.person.name.split(" · ").at(lang === "zh" ? 0 : -1)!)}</p>
        <p>
          <a href={`/signin?next=${encodeURIComponent(`/field${query}`)}${lang === "en" ? "&lang=en" : ""}`}>
            {wordsOf(lang).signIn}
          </a>{" "}
          · <a href={`/${query}`}>{words.start}</a>
        </p>
      </main>
    ),
  }, manifest);
}

export function mountFieldShell(app: Hono, { city, assets }: Pick<Context, "city" | "assets">): void {
  const { manifest } = assets;
  app.get("/field/shell", (c) => c.html(shell(langOf(c.req.query("lang")), city, manifest), 200, FRESH));
  app.get("/field/app.webmanifest", (c) =>
    c.json(appOf(langOf(c.req.query("lang")), city), 200, {
      "content-type": "application/manifest+json",
      ...FRESH,
    }));
  // What the phone keeps stands in the script itself: another build is another script, by which browsers find that it changed.
  let script: Promise<string> | undefined;
  app.get(WORKER, async (c) => {
    const built = await (script ??= workerScript(city, assets));
    c.header("content-type", "text/javascript; charset=utf-8");
    c.header("cache-control", "no-cache");
    return c.body(built);
  });
}

const FRESH = { "cache-control": "no-cache" };

async function workerScript(city: City, { manifest, serve }: Context["assets"]): Promise<string> {
  const built = await serve(WORKER, "");
  if (!built) throw new HttpError(404, `The build has no ${WORKER}: delete dist/ and run deno task start`);
  const shells = LANGS.map((lang) => shellPath(lang));
  const parts = [SCRIPT, STYLE].flatMap((source) => filesOf(manifest, source)).map((file) => `/${file}`);
  const files = [...new Set([...shells, ...parts, ...PICTURES])];
  const version = sha256(JSON.stringify([files, LANGS.map((lang) => shell(lang, city, manifest))])).slice(
    0,
    16,
  );
  return `self.hexwallField=${JSON.stringify({ version, files })};\n${await built.text()}`;
}

function shellPath(lang: Lang): string {
  return `/field/shell${lang === "en" ? "?lang=en" : ""}`;
}

function shell(lang: Lang, city: City, manifest: Manifest): string {
  const script = manifest[SCRIPT], style = manifest[STYLE];
  if (!script || !style) throw new Error(`The build has no ${SCRIPT}: delete dist/ and run deno task start`);
  const words = fieldWords(lang);
  const query = lang === "en" ? "?lang=en" : "";
  const html = (
    <html lang={lang === "zh" ? "zh-CN" : "en"} data-kind="phone" data-theme="light">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <meta name="color-scheme" content="light" />
        <meta name="theme-color" content="#ffffff" />
        <title>{`${words.title} · ${city.names[lang]}`}</title>
        <link rel="manifest" href={`/field/app.webmanifest${query}`} />
        <link rel="icon" href="/hexwall.svg" type="image/svg+xml" />
        <link rel="apple-touch-icon" href="/icons/field-192.png" />
        <link rel="stylesheet" href={`/${style.file}`} />
        <script type="module" src={`/${script.file}`} />
      </head>
      <body>
        <div id="field" data-lang={lang} data-city={city.names[lang]}>
          <p class="field-empty">{wordsOf(lang).loading}</p>
        </div>
        <noscript>{wordsOf(lang).needsScript}</noscript>
      </body>
    </html>
  );
  return "<!doctype html>" + renderToString(html);
}

/** What a phone needs to know to put the page beside its other apps. */
function appOf(lang: Lang, city: City) {
  const words = fieldWords(lang);
  const icon = (size: number, purpose: string) => ({
    src: `/icons/field-${size}.png`,
    sizes: `${size}x${size}`,
    type: "image/png",
    purpose,
  });
  return {
    id: "/field",
    name: `${words.title} · ${city.names[lang]}`,
    short_name: words.title,
    lang: lang === "zh" ? "zh-CN" : "en",
    start_url: `/field${lang === "en" ? "?lang=en" : ""}`,
    scope: "/field",
    display: "standalone",
    orientation: "portrait",
    background_color: "#ffffff",
    theme_color: "#ffffff",
    icons: [icon(192, "any"), icon(512, "any"), icon(512, "maskable")],
  };
}
