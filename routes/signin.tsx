/** `/signin`: a form that works without JavaScript. Also where a one-time link leads, and who may not see a page. */
import type { Context as Request, Hono } from "hono";
import { SHORTEST_PASSWORD } from "../dispatch/passwords.ts";
import { type Action, ACTIONS } from "../dispatch/rights.ts";
import { themeOf } from "../islands/theme.ts";
import { langOf, type Words, wordsOf } from "../islands/words.ts";
import type { Role } from "../store/person.ts";
import { smallBody } from "./command.ts";
import type { Context } from "./context.ts";
import { type Entry, signIn, signInByLink, signOut } from "./entry.ts";
import { renderPage } from "./page.tsx";
import { SignIn, type SignInBody, type SignInView } from "./signin_page.tsx";
import { gateOf, samePath, senderOrNull } from "./who.ts";

const LONGEST_WHO = 120;

type Needed = Pick<Context, "city" | "assets" | "demoLogins" | "oidc">;

export function mountSignIn(app: Hono, needed: Needed): void {
  const show = (
    c: Request,
    view: SignInView,
    body: SignInBody,
    status: 200 | 400 | 401 | 403 | 429 = 200,
  ) => {
    c.header("cache-control", "no-store");
    const { lang, theme, words, city } = view;
    const page = { title: `${city} · ${words.signIn}`, lang, kind: "desk", script: false } as const;
    const children = <SignIn {...view} body={body} />;
    return c.html(
      renderPage({ ...page, ...(theme ? { theme } : {}), children }, needed.assets.manifest),
      status,
    );
  };

  app.get("/signin", async (c) => {
    const view = viewOf(c, needed);
    const error = otherHouseError(c.req.query("why"), c.req.query("who") ?? "?", view.words);
    const said = error === null ? view : { ...view, error };
    return show(c, said, await bodyOf(c, c.req.query("link")));
  });
  app.post("/signin", smallBody, async (c) => {
    const form = await c.req.parseBody();
    const field = (name: string) => typeof form[name] === "string" ? form[name] : "";
    const link = field("link");
    const [login, name, password] = [field("login"), field("name"), field("password")];
    const view = { ...viewOf(c, needed, field("next")), login, name };
    const entry = link === ""
      ? await signIn(c, login, password)
      : await signInByLink(c, link, { login, name, password });
    if (entry.kind === "in") return c.redirect(view.next, 303);
    if (entry.kind === "wait") c.header("retry-after", String(entry.seconds));
    const error = say(entry, view.words, login);
    return show(c, { ...view, error }, await bodyOf(c, link || undefined), statusOf(entry));
  });
  app.post("/signout", async (c) => {
    await signOut(c);
    return c.redirect(`/signin${langOf(c.req.query("lang")) === "en" ? "?lang=en" : ""}`, 303);
  });
}

async function bodyOf(c: Request, secret: string | undefined): Promise<SignInBody> {
  const { people } = gateOf(c);
  if (secret !== undefined) {
    const link = await people.linkOf(secret);
    if (!link) return { kind: "spent" };
    return { kind: "link", secret, link, login: people.get(link.person)?.login ?? null };
  }
  const sender = senderOrNull(c);
  if (!sender?.session) return { kind: "form" };
  const needs = ACTIONS[c.req.query("needs") as Action] ?? {};
  return { kind: "in", person: sender.person, needs: Object.keys(needs) as Role[] };
}

function viewOf(c: Request, { city, demoLogins, oidc }: Needed, next = c.req.query("next")): SignInView {
  const lang = langOf(c.req.query("lang") ?? langOfPath(next));
  return {
    lang,
    theme: themeOf(c.req.query("theme")),
    next: samePath(next),
    words: wordsOf(lang),
    city: city.names[lang],
    demoLogins,
    otherHouse: oidc && `/signin/oidc?${new URLSearchParams({ next: samePath(next) })}`,
  };
}

function otherHouseError(why: string | undefined, who: string, words: Words): string | null {
  switch (why) {
    case "stale":
    case "refused":
      return words.otherHouseWhy[why];
    case "unknown":
      return words.otherHouseWhy.unknown(who.slice(0, LONGEST_WHO));
    case "needs-https":
      return words.needsHttps;
    default:
      return null;
  }
}

/** Somebody who was reading English goes on in English. */
function langOfPath(next: string | undefined): string | null {
  return new URL(samePath(next), "http://here.invalid").searchParams.get("lang");
}

function say(entry: Exclude<Entry, { kind: "in" }>, words: Words, login: string): string {
  switch (entry.kind) {
    case "wait":
      return words.waitToSignIn(entry.seconds);
    case "needs-https":
      return words.needsHttps;
    case "taken":
      return words.loginTaken(login);
    case "spent":
    case "unknown":
      return words.linkSpent;
    case "invalid":
      if (entry.why.startsWith("login")) return words.badField.login;
      return entry.why.startsWith("name") ? words.badField.name : words.badField.password(SHORTEST_PASSWORD);
    default:
      return words.wrongSignIn;
  }
}

function statusOf({ kind }: Entry): 400 | 401 | 403 | 429 {
  if (kind === "wait") return 429;
  if (kind === "needs-https") return 403;
  return kind === "wrong" ? 401 : 400;
}
