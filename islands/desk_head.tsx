/** The head of a page that only looks: whose city, which page, and the same page in the other light and language. */
import type { CityDescription } from "./city.ts";
import type { Lang } from "./words.ts";

interface Props {
  readonly city: CityDescription;
  readonly lang: Lang;
  readonly words: Readonly<Record<"title" | "home" | "light" | "dark" | "lang", string>>;
  /** The address of the page with something else in it. */
  readonly hrefOf: (other: { readonly theme: "light" | "dark" } | { readonly lang: Lang }) => string;
}

export function DeskHead({ city, lang, words, hrefOf }: Props) {
  const theme = document.documentElement.dataset["theme"] === "light" ? "dark" : "light";
  return (
    <header class="cases-head">
      <h1>
        {city.names[lang]} <span>{words.title}</span>
      </h1>
      <nav>
        <a href={lang === "en" ? "/?lang=en" : "/"}>{words.home}</a>
        <a href={hrefOf({ theme })}>{words[theme]}</a>
        <a href={hrefOf({ lang: lang === "zh" ? "en" : "zh" })}>{words.lang}</a>
      </nav>
    </header>
  );
}
