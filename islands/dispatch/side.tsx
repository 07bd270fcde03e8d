/** The right side: the open case, what is in a hexagon, a list of one place, or several at once. */
import { useEffect } from "preact/hooks";
import { CasePanel } from "../cases/panel.tsx";
import { type DetailAnswer, type Who } from "../cases/use_cases.ts";
import { eventName } from "../cases/timeline.tsx";
import type { CaseWords } from "../cases/words.ts";
import type { Speech } from "../say.ts";
import { useKept } from "../wall/kept.ts";
import type { Resource } from "../wall/resource.ts";
import { CellPanel } from "./cell_panel.tsx";
import { FencePanel } from "./fence_panel.tsx";
import { CrowdPanel } from "./crowd_panel.tsx";
import { Countdown } from "./countdown.tsx";
import { useDispatch } from "./model.ts";
import { namesOf } from "./queue.tsx";
import { SendBox } from "./send_box.tsx";
import { Several } from "./several.tsx";

const EVERY_MS = 20_000;
/** The send box stands for it: it is not offered twice. */
const SENT_ABOVE: ReadonlySet<string> = new Set(["dispatch"]);

export function Side() {
  const model = useDispatch();
  const words = model.words.value;
  const { choice, selection } = model;
  const several = selection.any;
  const opened = model.crowd.value !== null || choice.kind !== "none";
  const front = several && !(selection.aside.value && opened);
  return (
    <section class="dispatch-side" aria-label={words.cases}>
      {several && !front
        ? (
          <p class="several-back">
            <button type="button" class="link" onClick={() => selection.aside.value = false}>
              ‹ {words.several}
            </button>
          </p>
        )
        : null}
      {/* Aside, it keeps what became of each. */}
      {several
        ? (
          <div hidden={!front}>
            <Several />
          </div>
        )
        : null}
      {front
        ? null
        : model.crowd.value
        ? <CrowdPanel keys={model.crowd.value} />
        : choice.kind === "case"
        ? <OpenCase key={choice.id} id={choice.id} who={model.who.value} />
        : choice.kind === "fences"
        ? <FencePanel />
        : choice.kind === "cell"
        ? <CellPanel key={choice.cell} cell={choice.cell} chosen={choice.incident} />
        : (
          <div class="dispatch-message">
            <strong>{words.nothingOpen}</strong>
            <p>{words.nothingHint}</p>
          </div>
        )}
    </section>
  );
}

function OpenCase({ id, who }: { id: string; who: Who | null }) {
  const model = useDispatch();
  const words = model.words.value;
  const detail = useKept<DetailAnswer>(`/api/cases/${encodeURIComponent(id)}`, model.turn.value, EVERY_MS);
  useEffect(() => model.presence.looks(), [id]);
  const watched = detail.kind === "ready" ? detail.value.watched : null;
  useEffect(() => {
    model.watching.value = watched;
  }, [watched]);
  const others = model.presence.lookers.value.get(id) ?? [];
  const typing = others.filter((one) => one.typing);
  const speech = model.speech.value;
  return (
    <>
      {others.length > 0
        ? (
          <p class="dispatch-lookers" role="status">
            {typing.length > 0
              ? words.typing(namesOf(typing, speech))
              : words.alsoHere(namesOf(others, speech))}
          </p>
        )
        : null}
      <div onInput={() => model.presence.typed()}>
        <CasePanel
          id={id}
          detail={detail}
          signedIn={who?.person !== undefined}
          tracks={model.may("track.read")}
          words={model.caseWords.value}
          speech={speech}
          without={SENT_ABOVE}
          above={<CaseSend detail={detail} />}
          onClose={() => model.close()}
          onOpen={(other) => model.openCase(other)}
          onChanged={() => {
            model.turn.value++;
            model.queue.refresh();
          }}
        />
      </div>
    </>
  );
}

/** How long is left, whether it is watched, and whom to send. */
function CaseSend({ detail }: { detail: Resource<DetailAnswer> }) {
  const model = useDispatch();
  const words = model.words.value;
  const cases = model.caseWords.value;
  if (detail.kind !== "ready") return null;
  const { case: c, next, commands, watched } = detail.value;
  return (
    <>
      <p class="case-count">
        {next
          ? (
            <>
              <Countdown next={next} words={cases} countdowns={model.countdowns} />{" "}
              <small>{cases.clocks[next.stage]}</small>
            </>
          )
          : <span class="faint">{words.noLimit}</span>}
        <button type="button" aria-pressed={watched} disabled={model.away} onClick={() => void model.watch()}>
          {watched ? cases.unwatch : cases.watch}
        </button>
      </p>
      {c.stage === "reported" && model.may("case.dispatch")
        ? <ReportedSend detail={detail.value} />
        : (
          <SendBox
            target={{ kind: "case", id: c.id }}
            version={c.version}
            open={commands.includes("dispatch")}
            pending={c.pending?.text ?? null}
            overtaken={overtakenBy(detail.value, cases, model.speech.value)}
          />
        )}
    </>
  );
}

/** What came from an incident is filed and sent in one step (直接派遣); what was taken in by hand has to be filed first. */
function ReportedSend({ detail: { case: c } }: { detail: DetailAnswer }) {
  const words = useDispatch().words.value;
  const report = c.reports.find(({ incident }) => incident !== undefined);
  if (!report) return <p class="faint">{words.notFiled}</p>;
  return <SendBox target={{ kind: "incident", source: report.source, id: report.incident! }} open />;
}

/** Who did the last thing to a case, and what. */
function overtakenBy({ events }: DetailAnswer, words: CaseWords, speech: Speech): string | null {
  const last = events.at(-1);
  return last ? words.stale(speech.name(last.name) || last.by, eventName(last, words)) : null;
}
