/** Geofences entered, changed and taken away: by rights of the areas that they touch, checked, kept, and watched from then on. */
import { z } from "zod";
import { cellsOver, FINEST, placeOf } from "../geo/cell.ts";
import { crossingOf } from "../geo/crossing.ts";
import { boxOf } from "../geo/grid.ts";
import {
  type Bounds,
  contains,
  fromPosition,
  metresBetween,
  type Place,
  type Position,
} from "../geo/place.ts";
import { RingDistance } from "../geo/ring_distance.ts";
import { type Fence, FENCE_WATCHES, type FenceDraft } from "../store/fence.ts";
import type { Ledger } from "../store/ledger.ts";
import type { FenceWritten } from "../store/ledger_fences.ts";
import { faultOf } from "./case_command.ts";
import { may, type Target, type Verdict } from "./rights.ts";
import type { Sender } from "./sender.ts";

export interface FenceDeskOptions {
  readonly ledger: Pick<Ledger, "fences">;
  readonly bounds: Bounds;
  readonly areasAt: (place: Place) => readonly string[];
  /** Areas in which a worker is, and for which they answer; null for one whom nobody knows. */
  readonly areasOf: (worker: string) => readonly string[] | null;
  /** The fences as they are now. */
  readonly changed: (fences: readonly Fence[]) => void;
  readonly now: () => number;
}

export type FenceAnswer =
  | FenceWritten
  | { readonly kind: "denied"; readonly reason: Exclude<Verdict, { ok: true }>["reason"] }
  | { readonly kind: "invalid"; readonly why: string };

const MOST_CORNERS = 500, MOST_FENCES = 500, MOST_WORKERS = 1_000;
/** A fence as large as a district is watched; one as large as a country would fill the memory with cells. */
const WIDEST_M = 30_000;
/** Up to here it is looked at closely whose the ground is. */
const FINE_M = 5_000;
const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: "must be a time such as 08:00" });

const schema = z.strictObject({
  name: z.string().trim().min(1).max(100),
  /** Positions as GeoJSON has them: [lon, lat]. */
  ring: z.array(z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)])).min(3).max(
    MOST_CORNERS,
  ),
  watches: z.array(z.enum(FENCE_WATCHES)).min(1),
  workers: z.union([z.literal("all"), z.array(z.string().min(1).max(200)).min(1).max(MOST_WORKERS)]).default(
    "all",
  ),
  hours: z.strictObject({
    days: z.array(z.number().int().min(1).max(7)).min(1),
    from: clock,
    to: clock,
  }).nullable().default(null),
  dwellSeconds: z.number().min(10).max(86_400).default(60),
}).refine(({ watches, workers }) => !watches.includes("absent") || workers !== "all", {
  error: "must name the workers who should be inside",
  path: ["workers"],
});

const version = z.number().int().min(1);

export class FenceDesk {
  #fences: readonly Fence[] = [];

  constructor(private readonly options: FenceDeskOptions) {}

  async restore(): Promise<void> {
    this.#fences = await this.options.ledger.fences.all();
    this.options.changed(this.#fences);
  }

  /** Those that touch one of the areas in which somebody sees workers, or manages fences. */
  seenBy({ person }: Sender): Fence[] {
    return this.#fences.filter(({ areas }) =>
      may(person, "fences.manage", { areas }).ok || may(person, "workers.look", { areas }).ok
    );
  }

  async create(sender: Sender, sent: Readonly<Record<string, unknown>>): Promise<FenceAnswer> {
    const draft = this.#check(sender, sent, []);
    if ("kind" in draft) return draft;
    if (this.#fences.length >= MOST_FENCES) {
      return {
        kind: "invalid",
        why: `There are ${MOST_FENCES} fences, which are the most; take one away first`,
      };
    }
    return await this.#kept(await this.options.ledger.fences.create(draft, this.#by(sender, "create")));
  }

  /** `sent.version`: the one that was seen. */
  async change(
    sender: Sender,
    id: string,
    { version: seen, ...sent }: Readonly<Record<string, unknown>>,
  ): Promise<FenceAnswer> {
    const before = this.#own(sender, id);
    if ("kind" in before) return before;
    const draft = this.#check(sender, sent, before.workers), of = version.safeParse(seen);
    if ("kind" in draft) return draft;
    if (!of.success) return { kind: "invalid", why: `version: the one of the fence that was changed` };
    const fence = { ...draft, id, version: of.data };
    return await this.#kept(await this.options.ledger.fences.change(fence, this.#by(sender, "change")));
  }

  async remove(sender: Sender, id: string, seen: unknown): Promise<FenceAnswer> {
    const before = this.#own(sender, id), of = version.safeParse(seen);
    if ("kind" in before) return before;
    if (!of.success) return { kind: "invalid", why: `version: the one of the fence that was looked at` };
    return await this.#kept(await this.options.ledger.fences.remove(id, of.data, this.#by(sender, "remove")));
  }

  /** All of it lies where the sender may: of a fence over a border both sides decide, so neither alone. */
  #check(sender: Sender, sent: unknown, known: Fence["workers"]): FenceDraft | FenceAnswer {
    const denied = deny(sender);
    if (denied) return denied;
    const parsed = schema.safeParse(sent);
    if (!parsed.success) return { kind: "invalid", why: faultOf(parsed.error) };
    const { ring: open, ...rest } = parsed.data;
    const ring = closed(open), why = this.#faultOf(ring);
    if (why) return { kind: "invalid", why };
    const { areasAt } = this.options;
    const corners = ring.map((corner) => areasAt(fromPosition(corner)));
    // What lies between them may be somebody else's all the same; where nobody answers, as on water, nobody is asked.
    const between = insideOf(ring).map(areasAt).filter((codes) => codes.length > 0);
    for (const areas of [...corners, ...between]) {
      const outside = deny(sender, { areas });
      if (outside) return outside;
    }
    const stranger = this.#strangerAmong(sender, rest.workers, known);
    if (stranger !== undefined) {
      return {
        kind: "invalid",
        why: `workers: ${stranger.slice(0, 60)} is nobody whom you may have watched`,
      };
    }
    const changed = { name: sender.person.name, at: this.options.now() };
    return { ...rest, ring, areas: [...new Set([...corners, ...between].flat())], changed };
  }

  /**
   * Being told that somebody is not there tells that they are on duty: so of workers of one's own areas only. An id of nobody is
   * refused the same way. Those who are in the fence already stay, wherever they are now.
   */
  #strangerAmong(sender: Sender, workers: Fence["workers"], known: Fence["workers"]): string | undefined {
    if (workers === "all") return undefined;
    const before = new Set(known === "all" ? [] : known);
    return workers.find((worker) => {
      if (before.has(worker)) return false;
      const areas = this.options.areasOf(worker);
      return areas === null || deny(sender, { areas }) !== null;
    });
  }

  #faultOf(ring: readonly Position[]): string | null {
    const outside = ring.find(([lon, lat]) => !contains(this.options.bounds, lat, lon));
    if (outside) return `ring: [${outside}] lies outside the city; positions are [lon, lat]`;
    const [west, south, east, north] = boxOf(ring);
    if (metresBetween(south, west, north, east) > WIDEST_M) {
      return `ring: is wider than ${WIDEST_M / 1_000} km; draw several`;
    }
    if (metresBetween(south, west, north, east) < 20) {
      return "ring: is smaller than a phone can tell; draw it larger";
    }
    const crossing = crossingOf([ring]);
    return crossing ? `ring: crosses itself at [${crossing}]` : null;
  }

  #own(sender: Sender, id: string): Fence | FenceAnswer {
    const fence = this.#fences.find((one) => one.id === id);
    // Whoever may not see one is not told that it exists.
    if (!fence || !this.seenBy(sender).includes(fence)) return { kind: "unknown" };
    return deny(sender, { areas: fence.areas }) ?? fence;
  }

  #by({ person, origin, session }: Sender, did: string) {
    return {
      ...{ at: this.options.now(), who: person.id, origin, action: "fences.manage" },
      detail: { did, ...(session !== null && { session }) },
    };
  }

  async #kept(written: FenceWritten): Promise<FenceWritten> {
    if (written.kind !== "unknown") await this.restore();
    return written;
  }
}

function deny({ person }: Sender, target?: Target): FenceAnswer | null {
  const verdict = may(person, "fences.manage", target);
  return verdict.ok ? null : { kind: "denied", reason: verdict.reason };
}

/** Places all over a ring, 130 m apart or, in a wide one, 350 m. */
function insideOf(ring: readonly Position[]): Place[] {
  const [west, south, east, north] = boxOf(ring), shape = new RingDistance(ring);
  const resolution = metresBetween(south, west, north, east) > FINE_M ? FINEST - 1 : FINEST;
  return cellsOver([ring], resolution).map(placeOf).filter(({ lat, lon }) => shape.of(lat, lon) > 0);
}

function closed(ring: readonly Position[]): Position[] {
  const [first, last] = [ring[0]!, ring.at(-1)!];
  return first[0] === last[0] && first[1] === last[1] ? [...ring] : [...ring, first];
}
