/** The shell of every page: rendered on the server, without inline scripts or styles, with marked places for islands. */
import type { ComponentChildren } from "preact";
import { renderToString } from "preact-render-to-string";
import { type Lang, wordsOf } from "../islands/words.ts";
import type { Theme } from "../islands/theme.ts";
import type { Manifest } from "./assets.ts";

/** Sources whose built files every page needs, as the manifest names them. */
const SCRIPT = "islands/main.tsx";
const STYLE = "islands/screen.css";

export interface Page {
  readonly title: string;
  readonly lang: Lang;
  /** `wall` sizes type by the screen, `desk` by the reader's settings. */
  readonly kind: "wall" | "desk";
  /** As the address asks for it; without one a wall is dark, a desk follows its own rules. */
  readonly theme?: Theme;
  /** Whether it needs the script; a form does not. */
  readonly script?: boolean;
  /**
   * Whether the page hears of calls for help by asking: a desk does. A page with a connection of its own shows them itself, and
   * where nobody is signed in there is nobody to tell.
   */
  readonly sos?: boolean;
  readonly children: ComponentChildren;
}

/** The whole document. Throws when the manifest lacks the script: the build is then not of this source. */
export function renderPage(page: Page, manifest: Manifest): string {
  const { title, lang, kind, theme, script: scripted = true, sos = scripted && kind === "desk", children } =
    page;
  const script = manifest[SCRIPT];
  if (!script) throw new Error(`The build has no ${SCRIPT}: delete dist/ and run deno task start`);
  const styles = [manifest[STYLE]?.file, ...manifest[STYLE]?.css ?? [], ...script.css ?? []]
    .filter((file) => file?.endsWith(".css"));
  const html = (
    <html
      lang={lang === "zh" ? "zh-CN" : "en"}
      data-kind={kind}
      data-theme={theme ?? (kind === "wall" ? "dark" : undefined)}
    >
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta
          name="color-scheme"
          content={theme === "light" ? "light" : scripted || theme ? "dark" : "dark light"}
        />
        <title>{title}</title>
        <link rel="icon" href="/hexwall.svg" type="image/svg+xml" />
        {[...new Set(styles)].map((file) => <link key={file} rel="stylesheet" href={`/${file}`} />)}
        {scripted ? <script type="module" src={`/${script.file}`} /> : null}
      </head>
      <body>
        {sos ? <Island name="sos" props={{ lang }} /> : null}
        {children}
        {scripted ? <noscript>{wordsOf(lang).needsScript}</noscript> : null}
      </body>
    </html>
  );
  return "<!doctype html>" + renderToString(html);
}

/** The place of an island: `islands/main.tsx` mounts the component of this name there, with these props. */
export function Island({ name, props, children }: {
  name: string;
  props: Readonly<Record<string, unknown>>;
  /** Shown until the island is there. */
  children?: ComponentChildren;
}) {
  return <div data-island={name} data-props={JSON.stringify(props)}>{children}</div>;
}
