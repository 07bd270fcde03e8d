/** `/`: where to go from here. */
import { may } from "../dispatch/rights.ts";
import type { Person } from "../store/person.ts";
import { Icon } from "../islands/icon.tsx";
import {
  ChartScatter,
  FileCode,
  FolderOpen,
  Handshake,
  Hexagon,
  type IconNode,
  MonitorPlay,
  Route,
  ScrollText,
  Send,
  Smartphone,
  UsersRound,
} from "../islands/icons.ts";
import { wordsOf } from "../islands/words.ts";
import { Island, renderPage } from "./page.tsx";
import type { PageInput } from "./pages.tsx";

export function indexPage({ lang, city, manifest, sender, opens }: PageInput): string {
  const words = wordsOf(lang);
  const query = lang === "en" ? "?lang=en" : "";
  const name = city.names[lang];
  return renderPage({
    title: `${name} · Hexwall`,
    lang,
    kind: "desk",
    children: (
      <main class="start">
        <header>
          <span class="start-mark">
            <Icon node={Hexagon} />
          </span>
          <h1>{name}</h1>
          <p>{words.startLead}</p>
        </header>
        <div class="start-now">
          <Island name="city-now" props={{ lang }} />
          <Island name="since" props={{ lang }} />
        </div>
        <nav>
          {opens("/wall")
            ? <Door href={`/wall${query}`} icon={MonitorPlay} title={words.wall} lead={words.wallLead} />
            : null}
          {opens("/dispatch")
            ? <Door href={`/dispatch${query}`} icon={Send} title={words.console} lead={words.consoleLead} />
            : null}
          {opens("/hotspots")
            ? (
              <Door
                href={`/hotspots${query}`}
                icon={ChartScatter}
                title={words.hotspots}
                lead={words.hotspotsLead}
              />
            )
            : null}
          {opens("/cases")
            ? <Door href={`/cases${query}`} icon={FolderOpen} title={words.cases} lead={words.casesLead} />
            : null}
          {may(sender.person, "field.use").ok
            ? <Door href={`/field${query}`} icon={Smartphone} title={words.field} lead={words.fieldLead} />
            : null}
          {opens("/handover")
            ? (
              <Door
                href={`/handover${query}`}
                icon={Handshake}
                title={words.handover}
                lead={words.handoverLead}
              />
            )
            : null}
          {managesSomething(sender.person, city)
            ? <Door href={`/admin${query}`} icon={UsersRound} title={words.people} lead={words.peopleLead} />
            : null}
          {opens("/track")
            ? <Door href={`/track${query}`} icon={Route} title={words.track} lead={words.trackLead} />
            : null}
          {opens("/audit")
            ? <Door href={`/audit${query}`} icon={ScrollText} title={words.audit} lead={words.auditLead} />
            : null}
          <Door href={`/api/docs${query}`} icon={FileCode} title={words.apiDocs} lead={words.apiLead} />
        </nav>
        <footer>
          <a href={lang === "en" ? "/" : "/?lang=en"} hreflang={lang === "en" ? "zh-CN" : "en"}>
            {words.otherLang}
          </a>
          {sender.session
            ? (
              <form method="post" action={`/signout${query}`}>
                <span>{words.signedInAs(sender.person.name)}</span>{" "}
                <a href={`/admin${query ? `${query}&` : "?"}tab=sessions&of=own`}>{words.mySessions}</a>{" "}
                <button type="submit" class="text-button">{words.signOut}</button>
              </form>
            )
            : <a href={`/signin${query}`}>{words.signIn}</a>}
          {city.recorded ? <span class="badge" title={words.recordedLong}>{words.recorded}</span> : null}
        </footer>
      </main>
    ),
  }, manifest);
}

/** Whether `/admin` has more for somebody than their own sessions. */
function managesSomething(person: Person, { shifts }: PageInput["city"]): boolean {
  return may(person, "people.manage").ok || may(person, "keys.manage").ok ||
    (shifts === "required" && may(person, "shifts.manage").ok);
}

function Door({ href, icon, title, lead }: { href: string; icon: IconNode; title: string; lead: string }) {
  return (
    <a class="door" href={href}>
      <Icon node={icon} />
      <strong>{title}</strong>
      <span>{lead}</span>
    </a>
  );
}
