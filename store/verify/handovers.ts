/** Handovers: each signature is vouched for by its row. */
import { sha256 } from "../audit.ts";
import type { Handover } from "../handover.ts";
import type { Check, Said } from "./check.ts";
import type { RecordFault } from "./fault.ts";
import type { Reading } from "./reading.ts";
import { Told } from "./told.ts";

interface HandoverRow {
  readonly number: number;
  readonly at: number;
  readonly taken: number | null;
  readonly body: string;
}

export class KeptHandovers implements Check {
  /** Digests of handovers as their last signature left them. */
  readonly #told = new Told<string>("handover");

  constructor(private readonly db: Reading) {}

  hear({ action, detail }: Said): null {
    const handover = detail["handover"] as { id: string; kept: string } | undefined;
    if (handover && action === "handover.sign") this.#told.tell(handover.id, handover.kept);
    return null;
  }

  compare(): RecordFault | null {
    return this.#told.compare(this.db.rowsOf<HandoverRow>("handovers", "number, at, taken, body"), {
      id: ({ number }) => `h${number}`,
      same: (row, digest) => isHandover(row) && digest === sha256(row.body),
    });
  }
}

/** Whether the columns say the same as the handover. */
function isHandover({ number, at, taken, body }: HandoverRow): boolean {
  const kept = JSON.parse(body) as Handover;
  return kept.id === `h${number}` && kept.given.at === at && (kept.taken?.at ?? null) === taken;
}
