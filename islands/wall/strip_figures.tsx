/** The figures of the strip: each with its line of the last hours and how it compares with what is usual at this hour. */
import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";
import type { Figures } from "../../dashboards/figures.ts";
import type { IncidentRecord } from "../../streams/wire.ts";
import type { LayerName } from "../layers.ts";
import type { Speech } from "../say.ts";
import { Sparkline } from "./line_chart.tsx";
import { useWall } from "./model.ts";
import { useOverflow } from "./overflow.ts";
import { Rolling } from "./rolling.tsx";
import type { District } from "./presets.ts";
import { districtOf } from "./scene_name.ts";
import { type LateLayer, lateLayers } from "./silent.ts";

/** Sums of four quarters of an hour, ending with each. */
function hourly(quarters: readonly number[]): number[] {
  return quarters.slice(3).map((_, i) => quarters.slice(i, i + 4).reduce((sum, n) => sum + n, 0));
}

export function StripFigures() {
  const {
    live,
    speech: { value: speech },
    history,
    figures: { value: figures },
    screen,
    district,
    incidents: all,
  } = useWall();
  const { pulse } = live.state.value;
  const { words } = speech;
  const list = useRef<HTMLUListElement>(null);
  const { scrolls } = useOverflow(list);
  const late = lateLayers(pulse?.feeds ?? []);
  const t = pulse?.totals;
  const known = figures.kind === "ready" ? figures.value : null;
  const one = districtOf(screen.value.preset) !== null;
  const counts = one ? ofDistrict(known, district.value && openIn(district.value, all.value)) : t && {
    open: t.incidents,
    unassigned: t.unassigned,
    arrived: t.arrived,
  };
  const day = known?.day ?? null;
  const usual = known?.usual.kind === "known" ? known.usual : null;
  const against = (now: number | undefined, then: number | null | undefined) => (
    <Difference now={now} usual={then} basis={usual} speech={speech} />
  );
  // A line and what is usual are known of the whole city only, and beside a district's figure would mislead.
  const ofAll = (line: readonly number[] | null) => one ? null : line;
  const cityWide = (label: string) => one ? words.ofCity(label) : label;
  const incidents = { of: "incidents", late } as const;
  return (
    <ul ref={list} class="figures" {...scrolls ? { tabIndex: 0, "aria-label": words.figuresTitle } : {}}>
      {/* History keeps what came in, not what was open at an hour: who waits stands here in place of a difference. */}
      <Kpi label={words.open} value={counts?.open} line={ofAll(history.of("incidents"))} {...incidents}>
        {counts
          ? (
            <span class={counts.unassigned > 0 ? "note-warn" : "note"}>
              {words.unassigned(speech.count(counts.unassigned))}
            </span>
          )
          : null}
      </Kpi>
      <Kpi
        label={words.arrived15}
        value={counts?.arrived[0]}
        line={ofAll(day?.incidents ?? null)}
        {...incidents}
      >
        {one ? null : against(t?.arrived[0], usual?.arrived[0])}
      </Kpi>
      <Kpi
        label={words.arrived60}
        value={counts?.arrived[1]}
        line={ofAll(day ? hourly(day.incidents) : null)}
        {...incidents}
      >
        {one ? null : against(t?.arrived[1], usual?.arrived[1])}
      </Kpi>
      <Kpi
        label={cityWide(words.workersLive)}
        value={t?.workers}
        line={day?.workers ?? null}
        of="workers"
        late={late}
        digits={4.5}
      >
        {against(t?.workers, usual?.workers)}
      </Kpi>
      {/* How many cameras there are changes with their list, not with the hour: a line or a difference would say nothing. */}
      <Kpi label={cityWide(words.cameras)} value={t?.cameras} />
    </ul>
  );
}

/** Whatever the filter leaves out: a figure of the strip counts everything. */
function openIn({ holds }: District, incidents: ReadonlyMap<string, IncidentRecord>): IncidentRecord[] {
  return [...incidents.values()].filter(({ lat, lon }) => holds(lat, lon));
}

/** The district's own: what is open from what this screen knows, what came in as the server counted it. */
function ofDistrict(figures: Figures | null, open: readonly IncidentRecord[] | null) {
  if (!figures?.district || !open) return undefined;
  return {
    open: open.length,
    unassigned: open.filter(({ assignment }) => assignment === undefined).length,
    arrived: figures.district.arrived,
  };
}

interface KpiProps {
  readonly label: string;
  readonly value: number | undefined;
  readonly line?: readonly number[] | null;
  /** What it counts, and whose feeds stand still: a figure without its feed is an old one. */
  readonly of?: LayerName;
  readonly late?: ReadonlyMap<LayerName, LateLayer>;
  /** Room is kept for so many digits, so that its neighbours stand still. */
  readonly digits?: number;
  readonly children?: ComponentChildren;
}

function Kpi({ label, value, line = null, of, late, digits = 3, children }: KpiProps) {
  const { speech: { value: speech }, now } = useWall();
  const old = of && late?.get(of);
  return (
    <li class={old ? "kpi kpi-old" : "kpi"} style={{ "--digits": digits }}>
      <span class="kpi-label">{label}</span>
      <span class="kpi-row" title={value === undefined ? undefined : speech.count(value)}>
        {value === undefined
          ? <span class="figure kpi-none">–</span>
          : <Rolling value={value} say={(n) => speech.short(n)} />}
        {of
          ? (
            <span class="kpi-side">
              {line ? <Sparkline values={line} /> : null}
              {old
                ? (
                  <span class="note-warn">
                    {old.last === null ? speech.words.feedWaiting : speech.words.asOf(
                      speech.moment(old.last, now.value),
                    )}
                  </span>
                )
                : children}
            </span>
          )
          : null}
      </span>
    </li>
  );
}

interface DifferenceProps {
  readonly now: number | undefined;
  readonly usual: number | null | undefined;
  readonly basis: { readonly basis: "weeks" | "days"; readonly periods: number } | null;
  readonly speech: Speech;
}

/** More or less than usual at this hour; without history it says so instead of comparing with something else. */
function Difference({ now, usual, basis, speech }: DifferenceProps) {
  if (now === undefined) return null;
  const { words } = speech;
  if (usual === null || usual === undefined || !basis) return <span class="note">{words.noUsualYet}</span>;
  const n = Math.round(now - usual);
  return (
    <span class="note" title={words.usualBasis(basis.basis, basis.periods)}>
      <strong class={n > 0 ? "note-more" : n < 0 ? "note-less" : ""}>{speech.difference(n)}</strong>{" "}
      <span class="unbroken">{words.thanUsual}</span>
    </span>
  );
}
