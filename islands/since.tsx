/** What happened since whoever signed in was last there: said once, until they have read it. */
import { useMemo, useState } from "preact/hooks";
import type { SinceLeft } from "../dispatch/handovers.ts";
import { caseWords } from "./cases/words.ts";
import { useCity } from "./desk_city.ts";
import { handoverWords } from "./handover/words.ts";
import { withLook } from "./look.ts";
import { Speech } from "./say.ts";
import { useResource } from "./wall/resource.ts";
import { langOf } from "./words.ts";

const EVERY_MS = 60_000;
/** In the tab's own storage: another sign-in is another absence. */
const READ = "hexwall-since-read";

export default function SinceIsland({ lang: asked }: { readonly lang?: unknown }) {
  const lang = langOf(String(asked));
  const city = useCity();
  const [read, setRead] = useState(() => sessionStorage.getItem(READ));
  const [answer] = useResource<SinceLeft>("/api/since", EVERY_MS);
  const speech = useMemo(() => city && new Speech(lang, city.timeZone, city), [lang, city]);
  if (answer.kind !== "ready" || !speech) return null;
  const { left, now, sheet, watched, waiting } = answer.value;
  if (left === null && waiting === 0) return null;
  if (read === String(left) && waiting === 0) return null;
  const words = handoverWords(lang), ofCases = caseWords(lang);
  const { reported = 0, closed = 0 } = sheet?.changes ?? {};
  return (
    <section
      class="since"
      aria-label={left === null ? words.title : words.sinceTitle(speech.when(left, now))}
    >
      {left !== null && sheet
        ? (
          <>
            <h2>{words.sinceTitle(speech.when(left, now))}</h2>
            <p>
              {reported + closed === 0
                ? words.sinceNothing
                : words.sinceNew(speech.count(reported), speech.count(closed))}
              {" · "}
              {words.open(speech.count(sheet.open), speech.count(sheet.late))}
            </p>
          </>
        )
        : null}
      {watched.length > 0
        ? (
          <p>
            {words.sinceWatched}{" "}
            {watched.slice(0, 5).map(({ id, title, stage }) => (
              <a key={id} href={withLook(`/cases/${encodeURIComponent(id)}`, { lang, theme: "" })}>
                {speech.name(title)} ({ofCases.stages[stage]})
              </a>
            ))}
          </p>
        )
        : null}
      <p class="since-foot">
        {waiting > 0
          ? (
            <a class="warn" href={withLook("/handover", { lang, theme: "" })}>
              {words.sinceWaiting(speech.count(waiting))}
            </a>
          )
          : null}
        {left !== null && read !== String(left)
          ? (
            <button
              type="button"
              class="text-button"
              onClick={() => {
                sessionStorage.setItem(READ, String(left));
                setRead(String(left));
              }}
            >
              {words.dismiss}
            </button>
          )
          : null}
      </p>
    </section>
  );
}
