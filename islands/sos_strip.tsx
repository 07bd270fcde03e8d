/** The SOS strip: white on red, and the only thing that is; it stays until somebody acknowledges, and covers nothing. */
import { type Alert, concerns, waits } from "../store/alert.ts";
import { type Acknowledging, type AlertDesk, type Answered, unheard } from "./alerts/acknowledging.ts";
import type { CallLink } from "./alerts/call_place.ts";
import { me } from "./alerts/me.ts";
import { placeOf, type Voice, whatOf, whereOf, whoOf } from "./alerts/say_alert.ts";

/** More are counted: the strip must not take the page. */
export const MOST_SHOWN = 3;

interface Props {
  readonly calls: readonly Alert[];
  readonly desk: AlertDesk;
  readonly voice: Voice;
  /** Server clock, epoch ms. */
  readonly now: number;
  /** The way to the place of a call, where there is one. */
  readonly linkOf: (call: Alert) => CallLink | null;
  /** How many have room, where that are fewer than {@link MOST_SHOWN}. */
  readonly most?: number;
}

/** Of all alerts those that call, the oldest first: they wait longest. */
export function callsIn(alerts: Iterable<Alert>): Alert[] {
  return [...alerts].filter((alert) => alert.kind === "sos" && waits(alert)).sort((a, b) => a.at - b.at);
}

export function SosStrip({ calls, desk, voice, now, linkOf, most = MOST_SHOWN }: Props) {
  const { words } = voice;
  const said = desk.said.value.filter(({ alert }) => alert.kind === "sos");
  if (calls.length === 0 && said.length === 0) return null;
  const shown = calls.slice(0, most);
  return (
    <section class="sos" aria-label={words.sosRegion}>
      <p class="unseen" role="alert">
        {calls.map((call) => words.sosAlert(whatOf(call, voice, call.at), spoken(call, voice))).join("; ")}
      </p>
      {shown.map((call) => (
        <Call
          // Whoever calls again is seen again.
          key={`${call.id} ${call.data["times"]}`}
          {...{ call, desk, voice, now, linkOf }}
          may={me.value !== null && concerns(me.value, call)}
        />
      ))}
      {calls.length > most ? <p class="sos-more">{words.more(calls.length - most)}</p> : null}
      {said.map((answer) => (
        <p key={answer.alert.id} class="sos-said" role="status">
          {firstWas(answer, voice, whoOf(answer.alert, voice))}
        </p>
      ))}
    </section>
  );
}

interface CallProps extends Omit<Props, "calls" | "most"> {
  readonly call: Alert;
  readonly may: boolean;
}

function Call({ call, desk, voice, now, linkOf, may }: CallProps) {
  const { words, speech } = voice;
  const state = desk.sent.value.get(call.id);
  const said = unheard(state, words, words.acknowledge);
  const times = Number(call.data["times"] ?? 1), where = whereOf(call, voice), link = linkOf(call);
  return (
    <div class="sos-call">
      <strong class="sos-word">{words.sos}</strong>
      <p>
        <strong>{whatOf(call, voice, now)}</strong>
        {where || link
          ? (
            <Where
              {...{ link, words }}
              where={where || words.show}
              label={whoOf(call, voice)}
            />
          )
          : null}
        {said === null
          ? (
            <>
              <span>{placeOf(call, voice, now)}</span>
              <small>
                {[words.called(speech.when(call.at, now)), ...times > 1 ? [words.times(times)] : []].join(
                  " · ",
                )}
              </small>
            </>
          )
          // A wall's line has no room for both, and this is what has to be read.
          : <small class="sos-unheard" role="status">{said}</small>}
      </p>
      {may
        ? (
          <button
            type="button"
            disabled={state?.kind === "sending"}
            aria-label={`${words.acknowledge}: ${whoOf(call, voice)}`}
            onClick={() => void desk.acknowledge(call.id)}
          >
            {labelOf(state, voice)}
          </button>
        )
        : null}
    </div>
  );
}

interface WhereProps {
  readonly link: CallLink | null;
  readonly label: string;
  readonly where: string;
  readonly words: Voice["words"];
}

function Where({ link, label, where, words }: WhereProps) {
  if (!link) return <span>{where}</span>;
  const { href, go } = link;
  const turn = (event: MouseEvent) => {
    // Another tab was meant.
    if (!go || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    go();
  };
  return <a href={href} aria-label={`${words.show}: ${label}, ${where}`} onClick={turn}>{where}</a>;
}

function labelOf(state: Acknowledging | undefined, { words }: Voice): string {
  if (state?.kind === "sending") return words.sending;
  return state?.kind === "failed" || state?.kind === "unsent" || state?.kind === "unknown"
    ? words.retry
    : words.acknowledge;
}

function spoken(call: Alert, voice: Voice): string {
  return [whereOf(call, voice), placeOf(call, voice, call.at)].filter((part) => part !== "").join(", ");
}

function firstWas({ kind, alert }: Answered, { words, speech }: Voice, whom: string): string {
  return kind === "done" ? words.done(whom) : words.taken(speech.name(alert.acknowledged?.name ?? ""), whom);
}
