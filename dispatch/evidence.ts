/** Photos of what was found and done: taken in by their content, kept once, without what they tell of where they were taken. */
import { createHash } from "node:crypto";
import type { Place } from "../geo/place.ts";
import type { EvidenceFiles } from "../store/evidence_files.ts";
import type { Ledger } from "../store/ledger.ts";
import type { EvidenceRecord } from "../store/ledger_evidence.ts";
import { barePhoto, PHOTO_TYPES, photoTypeOf } from "../store/photo.ts";
import { readMetadata } from "../store/photo_metadata.ts";
import type { Case } from "../store/case.ts";
import type { Person } from "../store/person.ts";
import { maySee } from "./case_list.ts";
import type { Sender } from "./sender.ts";

export const LARGEST_PHOTO = 8 * 1024 * 1024;

export interface EvidenceOptions {
  readonly files: EvidenceFiles;
  readonly ledger: Pick<Ledger, "evidence">;
  /** The cases that name a photo. */
  readonly casesWith: (hash: string) => Promise<readonly Case[]>;
  /** That of cameras which do not say theirs. */
  readonly timeZone: string;
  readonly now: () => number;
}

/** Where and when a photo was taken, as whoever sends it says: browsers take that out of photos before a page gets them. */
export interface Told {
  readonly taken: number | null;
  readonly place: Place | null;
}

const UNTOLD: Told = { taken: null, place: null };

export type PhotoRefusal = "too-large" | "not-a-photo" | "broken-photo";

export type PhotoAnswer =
  | { readonly kind: "kept"; readonly hash: string; readonly type: string; readonly bytes: number }
  | { readonly kind: "refused"; readonly refusal: PhotoRefusal; readonly why: string };

export class Evidence {
  constructor(private readonly options: EvidenceOptions) {}

  /** Resolves when the photo and what is known of it are on the disk. Rejects with StorageError or LedgerError. */
  async take(
    { person, origin, session }: Sender,
    sent: Uint8Array,
    told: Told = UNTOLD,
  ): Promise<PhotoAnswer> {
    if (sent.length > LARGEST_PHOTO) {
      return refused("too-large", `The photo has ${sent.length} bytes; send one of at most ${LARGEST_PHOTO}`);
    }
    const type = await photoTypeOf(sent);
    if (!type) {
      return refused(
        "not-a-photo",
        `What was sent is no photo by its content; send ${PHOTO_TYPES.join(", ")}`,
      );
    }
    const { timeZone, files, ledger, now } = this.options;
    const { orientation, ...metadata } = readMetadata(type, sent, timeZone);
    const bare = barePhoto(type, sent, orientation);
    if (!bare) {
      return refused(
        "broken-photo",
        `The photo is not whole, or not as ${type} should be; take or send it anew`,
      );
    }
    const at = now();
    const hash = sha256(bare);
    const record = {
      ...{ hash, original: sha256(sent), type, bytes: bare.length, by: person.id, at },
      ...completed(metadata, told),
    };
    // The file first: what the ledger knows is there.
    await files.put(hash, bare);
    await ledger.evidence.add(record, {
      ...{ at, who: person.id, origin, action: "case.add_evidence", object: `evidence ${hash}` },
      detail: { type, bytes: bare.length, original: record.original, ...(session !== null && { session }) },
    });
    return { kind: "kept", hash, type, bytes: bare.length };
  }

  /** Null when nobody sent such a photo, or this person may look at no case that names it and has not sent it. */
  async look(
    person: Person,
    hash: string,
  ): Promise<{ type: string; content: Uint8Array<ArrayBuffer> } | null> {
    const known = await this.about(hash);
    if (!known || !await this.#mayLook(person, hash)) return null;
    const content = await this.options.files.read(hash);
    return content ? { type: known.type, content } : null;
  }

  async #mayLook(person: Person, hash: string): Promise<boolean> {
    // Whoever has sent it knows it; in a form it is seen before any case names it.
    if (await this.options.ledger.evidence.sentBy(hash, person.id)) return true;
    return (await this.options.casesWith(hash)).some((c) => maySee(c, person));
  }

  /** What is known of a photo, the place it was taken included. */
  async about(hash: string): Promise<EvidenceRecord | null> {
    return (await this.options.ledger.evidence.get(hash))[0] ?? null;
  }
}

/** What the photo says of itself counts before what is said of it. */
function completed(
  { taken, lat, lon }: Pick<EvidenceRecord, "taken" | "lat" | "lon">,
  told: Told,
): Pick<EvidenceRecord, "taken" | "lat" | "lon"> {
  const placed = lat !== null && lon !== null;
  return {
    taken: taken ?? told.taken,
    lat: placed ? lat : told.place?.lat ?? null,
    lon: placed ? lon : told.place?.lon ?? null,
  };
}

function refused(refusal: PhotoRefusal, why: string): PhotoAnswer {
  return { kind: "refused", refusal, why };
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
