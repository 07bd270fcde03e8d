/** What `/signin` looks like. */
import { SHORTEST_PASSWORD } from "../dispatch/passwords.ts";
import { Icon } from "../islands/icon.tsx";
import { Hexagon } from "../islands/icons.ts";
import type { Theme } from "../islands/theme.ts";
import type { Lang, Words } from "../islands/words.ts";
import type { Link } from "../store/ledger_links.ts";
import type { Person, Role } from "../store/person.ts";

export interface SignInView {
  readonly lang: Lang;
  readonly theme: Theme | null;
  readonly next: string;
  readonly words: Words;
  readonly city: string;
  readonly demoLogins: readonly string[];
  /** Where the sign-in of another house begins. */
  readonly otherHouse: string | null;
  /** What went wrong, in words. */
  readonly error?: string;
  readonly login?: string;
  readonly name?: string;
}

/** What stands in the middle. */
export type SignInBody =
  | { readonly kind: "form" }
  | { readonly kind: "link"; readonly secret: string; readonly link: Link; readonly login: string | null }
  | { readonly kind: "spent" }
  | { readonly kind: "in"; readonly person: Person; readonly needs: readonly Role[] };

export function SignIn(view: SignInView & { body: SignInBody }) {
  const { lang, theme, words, city, next, body } = view;
  const self = (change: Record<string, string>) =>
    addressOf({ lang, theme, next, ...linkOf(body), ...change });
  return (
    <main class="signin">
      <header>
        <span class="start-mark">
          <Icon node={Hexagon} />
        </span>
        <h1>{city}</h1>
        <p>{words.centre}</p>
      </header>
      {view.error ? <p class="signin-error" role="alert" id="signin-error">{view.error}</p> : null}
      <Inside {...view} action={self({})} />
      <footer>
        <a href={self({ lang: lang === "en" ? "zh" : "en" })} hreflang={lang === "en" ? "zh-CN" : "en"}>
          {words.otherLang}
        </a>
        <a href={self({ theme: "light" })}>{words.light}</a>
        <a href={self({ theme: "dark" })}>{words.dark}</a>
      </footer>
    </main>
  );
}

function Inside(view: SignInView & { body: SignInBody; action: string }) {
  const { words, body, next, action, lang } = view;
  switch (body.kind) {
    case "spent":
      return view.error ? null : <p class="signin-error" role="alert">{words.linkSpent}</p>;
    case "in":
      return (
        <section class="signin-form">
          <h2>{words.signedInAs(body.person.name)}</h2>
          {body.needs.length > 0
            ? (
              <p>
                {words.notYours(
                  body.needs.map((role) => words.roleNames[role]).join(lang === "en" ? ", " : "、"),
                )}
              </p>
            )
            : <a class="primary" href={next}>{words.goOn}</a>}
          <form method="post" action={`/signout?lang=${lang}`}>
            <button type="submit" class="signin-second">{words.signOut}</button>
          </form>
        </section>
      );
    case "link":
      return <LinkForm {...view} body={body} />;
    case "form":
      return (
        <form class="signin-form" method="post" action={action}>
          <input type="hidden" name="next" value={next} />
          <Field name="login" label={words.login} value={view.login} complete="username" first view={view} />
          <Field name="password" label={words.password} complete="current-password" view={view} />
          <button type="submit" class="primary">{words.signIn}</button>
          {view.otherHouse ? <a class="signin-second" href={view.otherHouse}>{words.otherHouse}</a> : null}
          {view.demoLogins.length > 0
            ? <p class="note">{words.demoAccounts(view.demoLogins.join(lang === "en" ? ", " : "、"))}</p>
            : null}
        </form>
      );
  }
}

function LinkForm(view: SignInView & { body: SignInBody & { kind: "link" }; action: string }) {
  const { words, body, action } = view;
  const first = body.link.purpose === "first-admin";
  return (
    <form class="signin-form" method="post" action={action}>
      <h2>{first ? words.firstAdmin : words.setPassword}</h2>
      <p>{first ? words.firstAdminWhy : words.setPasswordFor(body.login ?? "")}</p>
      <input type="hidden" name="link" value={body.secret} />
      {first
        ? (
          <>
            <Field
              name="login"
              label={words.login}
              value={view.login}
              complete="username"
              first
              view={view}
            />
            <Field name="name" label={words.yourFullName} value={view.name} complete="name" view={view} />
          </>
        )
        : null}
      <Field name="password" label={words.newPassword} complete="new-password" first={!first} view={view} />
      <p class="note">{words.passwordRule(SHORTEST_PASSWORD)}</p>
      <button type="submit" class="primary">{first ? words.createAdmin : words.setAndSignIn}</button>
    </form>
  );
}

interface FieldProps {
  readonly name: "login" | "name" | "password";
  readonly label: string;
  readonly value?: string | undefined;
  readonly complete: string;
  readonly first?: boolean;
  readonly view: SignInView;
}

function Field({ name, label, value, complete, first = false, view }: FieldProps) {
  const shared = {
    name,
    required: true,
    autocomplete: complete,
    autocapitalize: "none",
    spellcheck: false,
    autofocus: first,
    "aria-describedby": view.error ? "signin-error" : undefined,
  } as const;
  return (
    <label>
      <span>{label}</span>
      {name === "password"
        ? <input {...shared} type="password" />
        : <input {...shared} type="text" value={value} />}
    </label>
  );
}

function linkOf(body: SignInBody): { link?: string } {
  return body.kind === "link" ? { link: body.secret } : {};
}

function addressOf(
  { lang, theme, next, link }: { lang: string; theme: string | null; next: string; link?: string },
): string {
  const query = new URLSearchParams();
  if (link) query.set("link", link);
  if (next !== "/") query.set("next", next);
  if (lang === "en" || next.includes("lang=en")) query.set("lang", lang);
  if (theme) query.set("theme", theme);
  const text = query.toString();
  return text ? `/signin?${text}` : "/signin";
}
