/** The page `/field`: one column for a thumb. Head, the own cases or one of them, and a foot with what is always at hand. */
import { useEffect, useMemo, useState } from "preact/hooks";
import { caseWords } from "../cases/words.ts";
import type { Lang } from "../words.ts";
import { CaseList } from "./case_list.tsx";
import { CaseView } from "./case_view.tsx";
import { Foot } from "./foot.tsx";
import { Menu } from "./menu.tsx";
import { FieldModel, type FieldState } from "./model.ts";
import { ReportForm } from "./report.tsx";
import { clockText, nameText } from "./say.ts";
import { Unsent } from "./unsent.tsx";
import { fieldWords } from "./words.ts";

/** What every part of the page is given. */
export interface PartProps {
  readonly model: FieldModel;
  readonly state: FieldState;
  readonly lang: Lang;
  /** By the server's clock; goes on each second. */
  readonly now: number;
}

type View =
  | { readonly kind: "list" }
  | { readonly kind: "case"; readonly id: string }
  | { readonly kind: "report" }
  | { readonly kind: "menu" }
  | { readonly kind: "unsent" };

export function Field({ lang, city }: { readonly lang: Lang; readonly city: string }) {
  const model = useMemo(() => new FieldModel(), []);
  const [state, setState] = useState(model.state);
  useEffect(() => {
    const undo = model.subscribe(() => setState(model.state));
    model.start();
    return () => {
      undo();
      model.stop();
    };
  }, [model]);
  const now = useNow() + state.offset;
  const [view, go] = useView();
  const words = fieldWords(lang);
  const part = { model, state, lang, now };
  const timeZone = state.city?.timeZone;
  const { known, lostSince, signedOut, ready } = state;
  const shown = view.kind === "case" ? state.cases.find((one) => one.case.id === view.id) : undefined;
  useEffect(() => {
    if (view.kind === "case") model.looked(view.id);
  }, [view, state.fresh]);
  return (
    <>
      <header class="field-head">
        {view.kind === "list"
          ? null
          : (
            <button type="button" class="field-back" onClick={() => go({ kind: "list" })}>
              ‹ {words.back}
            </button>
          )}
        <h1>{view.kind === "list" ? words.mine : titleOf(view, words)}</h1>
        {view.kind === "menu"
          ? null
          : (
            <button type="button" class="field-menu" onClick={() => go({ kind: "menu" })}>
              {words.menu}
            </button>
          )}
      </header>
      <div class="field-notes">
        {signedOut
          ? (
            <p role="alert" class="field-note strong">
              {words.signedOut}{" "}
              <a href={`/signin?next=${encodeURIComponent(`/field${lang === "en" ? "?lang=en" : ""}`)}`}>
                {words.signIn}
              </a>
            </p>
          )
          : null}
        {lostSince === null || signedOut ? null : (
          <p role="status" class="field-note">
            {known ? words.offlineSince(clockText(known.at, lang, timeZone)) : words.offline}
          </p>
        )}
        <UnsentNote {...part} onOpen={() => go({ kind: "unsent" })} open={view.kind === "unsent"} />
        <SosNote {...part} />
        {state.notKept ? <p role="alert" class="field-note strong">{words.notKept}</p> : null}
      </div>
      <main class="field-main">
        {!ready || (!known && lostSince === null && !signedOut)
          ? <p class="field-empty" role="status">{caseWords(lang).loading}</p>
          : !known
          ? <p class="field-empty">{words.noShell}</p>
          : view.kind === "menu"
          ? <Menu {...part} city={city} />
          : view.kind === "report"
          ? <ReportForm {...part} onDone={() => go({ kind: "list" })} />
          : view.kind === "unsent"
          ? <Unsent {...part} />
          : shown
          ? <CaseView key={shown.case.id} {...part} shown={shown} />
          : <CaseList {...part} onOpen={(id) => go({ kind: "case", id })} />}
      </main>
      {known && view.kind !== "menu"
        ? <Foot {...part} plain={view.kind !== "list"} onReport={() => go({ kind: "report" })} />
        : null}
    </>
  );
}

function titleOf(view: View, words: ReturnType<typeof fieldWords>): string {
  switch (view.kind) {
    case "case":
      return view.id;
    case "report":
      return words.reportTitle;
    case "menu":
      return words.menu;
    case "unsent":
      return words.unsentTitle;
    case "list":
      return words.mine;
  }
}

function UnsentNote({ state, lang, onOpen, open }: PartProps & { onOpen: () => void; open: boolean }) {
  const words = fieldWords(lang);
  const own = state.queue.filter(({ person }) => person === state.known?.answer.person.id);
  const others = state.queue.length - own.length;
  const failed = own.filter((entry) => entry.failed !== null).length, waiting = own.length - failed;
  if (state.queue.length === 0 || open) return null;
  return (
    <button type="button" class={`field-note ${failed > 0 ? "strong" : ""}`} onClick={onOpen}>
      {[
        failed > 0 ? words.failedCount(failed) : "",
        waiting > 0 ? (state.sending ? words.sending : words.unsent(waiting)) : "",
        others > 0 ? words.otherAccount(others) : "",
      ].filter((text) => text !== "").join(" · ")}
      <span aria-hidden="true">›</span>
    </button>
  );
}

function SosNote({ state, lang }: PartProps) {
  const words = fieldWords(lang);
  const waiting = state.queue.some(({ deed, failed }) => deed.kind === "sos" && !failed);
  if (waiting) return <p role="alert" class="field-note sos">{words.sosWaiting}</p>;
  // What an older build of the page kept on the phone knows of no call.
  const call = state.known?.answer.call ?? null, at = state.sosAt ?? call?.at ?? null;
  const clock = (time: number) => clockText(time, lang, state.city?.timeZone);
  if (at === null) return null;
  if (state.sosAt === null && call?.taken) {
    const { name, at } = call.taken;
    return <p role="alert" class="field-note taken">{words.sosTaken(nameText(name, lang), clock(at))}</p>;
  }
  return <p role="alert" class="field-note sos">{words.sosSent(clock(at))}</p>;
}

function useNow(): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}

/** The view stands in the address, so that the phone's own way back works, and a notification leads to its case. */
function useView(): [View, (view: View) => void] {
  const [view, setView] = useState(() => viewOf(location.search));
  useEffect(() => {
    const back = () => setView(viewOf(location.search));
    const told = ({ data }: MessageEvent) =>
      data?.kind === "open" && go({ kind: "case", id: String(data.case) });
    addEventListener("popstate", back);
    navigator.serviceWorker?.addEventListener("message", told);
    return () => {
      removeEventListener("popstate", back);
      navigator.serviceWorker?.removeEventListener("message", told);
    };
  }, []);
  const go = (next: View) => {
    history.pushState(null, "", `${location.pathname}${searchOf(next, location.search)}`);
    scrollTo(0, 0);
    setView(next);
  };
  return [view, go];
}

function viewOf(search: string): View {
  const query = new URLSearchParams(search);
  const id = query.get("case"), view = query.get("view");
  if (id) return { kind: "case", id };
  return view === "report" || view === "menu" || view === "unsent" ? { kind: view } : { kind: "list" };
}

function searchOf(view: View, search: string): string {
  const query = new URLSearchParams();
  if (view.kind === "case") query.set("case", view.id);
  else if (view.kind !== "list") query.set("view", view.kind);
  if (new URLSearchParams(search).get("lang") === "en") query.set("lang", "en");
  return query.size === 0 ? "" : `?${query}`;
}
