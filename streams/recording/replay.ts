/** Plays recordings side by side into a city, and keeps count. */
import { formatOf } from "./formats.ts";
import { play, type PlayOptions } from "./player.ts";
import { Faults, type Format, type RowKind, type TimedRow } from "./recording.ts";
import type { Receipt, Sender } from "./sender.ts";

export interface Recorded {
  readonly file: string;
  readonly format: Format;
  /** Epoch ms of the recording's first row; 0 for cameras, which know no time. */
  readonly begin: number;
}

/** Finds the format and the beginning of a file. Throws RecordingError. */
export async function openRecording(file: string, kind: RowKind, name?: string): Promise<Recorded> {
  const format = await formatOf(file, kind, name);
  for await (const { at } of format.read(file, new Faults())) return { file, format, begin: at };
  return { file, format, begin: 0 };
}

/** What was played so far. */
export class Count {
  accepted = 0;
  rejected = 0;
  readonly reasons = new Map<string, number>();
  /** Moment of each recording that has been sent, by file; cameras are not in it. */
  readonly reached = new Map<string, number>();
  readonly faults = new Faults();

  add({ accepted, rejected, reasons }: Receipt): void {
    this.accepted += accepted;
    this.rejected += rejected;
    for (const [reason, times] of Object.entries(reasons)) {
      this.reasons.set(reason, (this.reasons.get(reason) ?? 0) + times);
    }
  }
}

export type ReplayOptions = Pick<PlayOptions, "speed" | "shift" | "now" | "sleep" | "signal">;

/** Plays each recording from its own moment on; resolves when all have been sent. */
export async function replay(
  recordings: readonly (Recorded & { readonly from: number })[],
  sender: Sender,
  count: Count,
  options: ReplayOptions,
): Promise<void> {
  const begin = options.now();
  await Promise.all(recordings.map(async ({ file, format, from }) => {
    const { kind } = format;
    const rows: AsyncIterable<TimedRow> = format.read(file, count.faults);
    for await (const due of play(rows, { ...options, kind, from, begin })) {
      count.add(await sender.send(kind, due.rows));
      if (kind !== "cameras") count.reached.set(file, due.at);
    }
  }));
}
