/** Writes fixes behind: blocks of at most a second go to ClickHouse, and wait in memory while it is away. */
import type { CellTable } from "../geo/cell.ts";
import type { FixBatch } from "./batch.ts";
import { encodeName, FixRows } from "./row_binary.ts";

/** Longest time a row waits before its block is sent; what a crash of the server can lose. */
export const FLUSH_EVERY_MS = 1_000;
/** A block of about this size is sent at once. */
const BLOCK_BYTES = 8 * 1024 * 1024;
/** Beyond this, feeds are told to wait: about a minute of Beijing at a fix every 10 s. */
export const BACKLOG_BYTES = 96 * 1024 * 1024;
const RETRY_FIRST_MS = 250;
const RETRY_MOST_MS = 5_000;
const DAY_MS = 86_400_000;
/** Builders kept for the next second; a batch that names many days must not leave one for each. */
const MOST_SPARE = 2;

/** Rows of one day, which ClickHouse stores wholly or not at all, under a number by which they can be found again. */
export interface Block {
  readonly id: number;
  readonly rows: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export interface RecorderOptions {
  readonly cells: CellTable;
  readonly nameOf: (worker: number) => string;
  readonly insert: (block: Block) => Promise<void>;
  /** Whether the block is stored: asked before a second try, because a broken connection tells nothing. */
  readonly landed: (block: Block) => Promise<boolean>;
  /** First number for blocks, larger than any used before: the start's epoch ms × 1000. */
  readonly firstBlock: number;
  readonly report: (stage: string, error: unknown) => void;
}

export class Recorder {
  readonly #open = new Map<number, { rows: FixRows; id: number }>();
  readonly #feeds = new Map<string, Uint8Array>();
  readonly #spare: FixRows[] = [];
  readonly #queue: Block[] = [];
  #queued = { rows: 0, bytes: 0 };
  #nextBlock: number;
  #sending: Promise<void> | null = null;
  #stored = 0;
  #failing = false;
  #started = false;

  constructor(private readonly options: RecorderOptions) {
    this.#nextBlock = options.firstBlock;
  }

  /** Rows accepted and not yet stored. */
  get backlog(): number {
    let rows = this.#queued.rows;
    for (const open of this.#open.values()) rows += open.rows.rows;
    return rows;
  }

  get stored(): number {
    return this.#stored;
  }

  /** The last attempt to store something failed. */
  get failing(): boolean {
    return this.#failing;
  }

  /** Memory for waiting rows is used up: feeds must wait. */
  get full(): boolean {
    let bytes = this.#queued.bytes;
    for (const { rows } of this.#open.values()) bytes += rows.size;
    return bytes > BACKLOG_BYTES;
  }

  add(batch: FixBatch): void {
    let feed = this.#feeds.get(batch.feed);
    if (!feed) this.#feeds.set(batch.feed, feed = encodeName(batch.feed));
    let day = NaN;
    let open: { rows: FixRows; id: number } | undefined;
    for (let i = 0; i < batch.size; i++) {
      const rowDay = Math.floor(batch.time[i]! / DAY_MS);
      if (rowDay !== day) open = this.#builder(day = rowDay);
      open!.rows.add(batch, i, feed, open!.id);
    }
    for (const [day, { rows }] of this.#open) if (rows.size > BLOCK_BYTES) this.#close(day);
    if (this.#started && this.#queue.length > 0) this.#send();
  }

  /**
   * Sends on every tick until the signal; then call {@link flush} for the rest. What is added before waits, so that what
   * is restored from ClickHouse holds none of it.
   */
  start(signal: AbortSignal): void {
    this.#started = true;
    const timer = setInterval(() => this.#sendOpen(), FLUSH_EVERY_MS);
    signal.addEventListener("abort", () => clearInterval(timer), { once: true });
  }

  /** Resolves when everything added before is stored, or rejects at the signal with rows still waiting. */
  async flush(signal: AbortSignal): Promise<void> {
    this.#sendOpen();
    while (this.#sending) {
      signal.throwIfAborted();
      await Promise.race([this.#sending, aborted(signal)]);
    }
  }

  #builder(day: number): { rows: FixRows; id: number } {
    let open = this.#open.get(day);
    if (!open) {
      const rows = this.#spare.pop() ?? new FixRows(this.options.cells, this.options.nameOf);
      this.#open.set(day, open = { rows, id: this.#nextBlock++ });
    }
    return open;
  }

  #sendOpen(): void {
    for (const day of [...this.#open.keys()]) this.#close(day);
    this.#send();
  }

  #close(day: number): void {
    const { rows, id } = this.#open.get(day)!;
    const block = { id, rows: rows.rows, bytes: rows.take() };
    this.#open.delete(day);
    if (this.#spare.length < MOST_SPARE) this.#spare.push(rows);
    this.#queue.push(block);
    this.#queued.rows += block.rows;
    this.#queued.bytes += block.bytes.length;
  }

  #send(): void {
    this.#sending ??= this.#drain().finally(() => this.#sending = null);
  }

  async #drain(): Promise<void> {
    for (let block = this.#queue[0]; block; block = this.#queue[0]) {
      await this.#store(block);
      this.#queue.shift();
      this.#queued.rows -= block.rows;
      this.#queued.bytes -= block.bytes.length;
      this.#stored += block.rows;
    }
  }

  /** Tries until the block is stored. Exactly once: a second try first asks whether the one before landed. */
  async #store(block: Block): Promise<void> {
    for (let attempt = 0;; attempt++) {
      try {
        if (attempt === 0 || !(await this.options.landed(block))) await this.options.insert(block);
        this.#failing = false;
        return;
      } catch (error) {
        if (!this.#failing) this.options.report(`store ${block.rows} fixes`, error);
        this.#failing = true;
        await sleep(Math.min(RETRY_MOST_MS, RETRY_FIRST_MS * 2 ** Math.min(attempt, 8)));
      }
    }
  }
}

function sleep(ms: number): Promise<void> {
  return new Promise((wake) => setTimeout(wake, ms));
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) =>
    signal.addEventListener("abort", () => reject(signal.reason), { once: true })
  );
}
