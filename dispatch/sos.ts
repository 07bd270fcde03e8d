/** A worker calls for help: from the place the phone gives, from the last one known, or from nowhere; it is never refused for that. */
import { z } from "zod";
import type { Place } from "../geo/place.ts";
import type { AlertDraft } from "../store/alert.ts";
import type { Ledger } from "../store/ledger.ts";
import { type AlertAnswer, type Alerts, causeOfSos } from "./alerts.ts";
import { faultOf } from "./case_command.ts";
import { bodyOf, isKey, KEY_WHY } from "./desk.ts";
import { may } from "./rights.ts";
import type { Sender } from "./sender.ts";

/** Where a place is: its finest cell, the areas that hold it, and what those are called. */
export interface Where {
  readonly cell: string;
  readonly areas: readonly string[];
  /** Names of the district, the street and the community, as far as they are known. */
  readonly names: readonly string[];
}

export interface SosOptions {
  readonly alerts: Pick<Alerts, "answer">;
  readonly ledger: Pick<Ledger, "alerts">;
  readonly whereIs: (place: Place) => Where;
  /** The newest fix of a worker; null where none is known. */
  readonly lastFix: (worker: string) => (Place & { readonly time: number }) | null;
  /** Areas that a worker answers for. */
  readonly areasOf: (worker: string) => readonly string[];
  readonly now: () => number;
}

const schema = z.strictObject({
  lat: z.number().min(-90).max(90).optional(),
  lon: z.number().min(-180).max(180).optional(),
  /** Metres. */
  accuracy: z.number().min(0).max(100_000).optional(),
  /** When it was pressed, epoch ms; a phone without net sends it later. */
  at: z.number().int().positive().optional(),
  text: z.string().max(2_000).optional(),
}).refine(({ lat, lon }) => (lat === undefined) === (lon === undefined), {
  error: "lat and lon come together, or neither",
});
type Sent = z.infer<typeof schema>;

/** Whoever may help. */
const TO = ["operator", "acceptor", "dispatcher"] as const;

export class Sos {
  constructor(private readonly options: SosOptions) {}

  /** `sent` is `{key, lat?, lon?, accuracy?, at?, text?}`. Resolves after the fsync, with every screen told. */
  async send(sender: Sender, { key, ...sent }: Readonly<Record<string, unknown>>): Promise<AlertAnswer> {
    const worker = sender.person.post?.id ?? "";
    const verdict = may(sender.person, "sos.send", { workers: [worker] });
    if (!verdict.ok) return { kind: "denied", action: "sos.send", reason: verdict.reason };
    if (!isKey(key)) return { kind: "invalid", why: KEY_WHY };
    const parsed = schema.safeParse(sent);
    if (!parsed.success) return { kind: "invalid", why: faultOf(parsed.error) };
    const { ledger, now } = this.options, at = now();
    const written = await ledger.alerts.sos({
      ...{ key, body: bodyOf(sender, { sos: parsed.data }) },
      draft: this.#draft(sender, worker, parsed.data, at),
      audit: {
        ...{ at, who: sender.person.id, origin: sender.origin, action: "sos.send" },
        detail: { did: "call", worker, ...(sender.session !== null && { session: sender.session }) },
      },
    });
    return this.options.alerts.answer(written);
  }

  #draft({ person }: Sender, worker: string, sent: Sent, at: number): AlertDraft {
    const { whereIs, areasOf } = this.options;
    // The clock of a phone may be wrong: nothing was pressed in the future.
    const pressed = Math.min(sent.at ?? at, at);
    const found = this.#placeOf(worker, sent, pressed);
    const where = found && whereIs(found.place);
    // Their own people hear of it as well as those of the place they are in.
    const areas = [...new Set([...where?.areas ?? [], ...areasOf(worker)])];
    const text = sent.text?.trim();
    return {
      ...{ kind: "sos", cause: causeOfSos(worker), at, severity: 1, to: TO },
      subject: { worker, ...(where && { ...found.place, cell: where.cell }), areas },
      data: {
        ...{ name: person.name, pressed },
        ...(where ? { placeAt: found.time, placeFrom: found.from, where: where.names } : {}),
        ...(found?.accuracy === undefined ? {} : { accuracy: found.accuracy }),
        ...(text ? { text } : {}),
      },
    };
  }

  #placeOf(worker: string, { lat, lon, accuracy }: Sent, pressed: number) {
    if (lat !== undefined && lon !== undefined) {
      return { place: { lat, lon }, time: pressed, from: "phone" as const, accuracy };
    }
    const last = this.options.lastFix(worker);
    return last &&
      {
        place: { lat: last.lat, lon: last.lon },
        time: last.time,
        from: "fix" as const,
        accuracy: undefined,
      };
  }
}
