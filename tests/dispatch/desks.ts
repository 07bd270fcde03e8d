/** People who work on cases all the time, each the next command as soon as the last is answered, over HTTP and over the socket. */
import { TestScreen } from "../screen.ts";
import type { Running } from "../server.ts";

export interface Changed {
  readonly id: string;
  readonly version: number;
}

/** A command that was not done: what the server said, and over which way. */
export interface Refused {
  readonly way: "http" | "socket";
  /** 0 where there was no answer. */
  readonly status: number;
  readonly retryAfter: string | null;
  readonly said: string;
}

const STEPS = [
  { kind: "file", condition: "unlisted" },
  { kind: "note", text: "来电补充" },
  { kind: "dispatch", worker: "w1" },
  { kind: "note", text: "已电话联系" },
  { kind: "reassign", worker: "w2", reason: "更近" },
  { kind: "cancel", reason: "重复上报" },
];
const REPORT = { category: "road", severity: 3, title: "路面破损", lat: 36.15, lon: 120.2 };
const ANSWER_MS = 60_000;

export class Desks {
  /** In the order of the answers. */
  readonly acknowledged: Changed[] = [];
  readonly refused: Refused[] = [];
  readonly #lanes: Promise<void>[];
  #over = false;

  /** `lanes` over each of the two ways. A `pause` (ms) between commands leaves a small machine time for others. */
  constructor(private readonly server: Running, lanes: number, private readonly pause = 0) {
    this.#lanes = Array.from({ length: 2 * lanes }, (_, i) => this.#work(i % 2 === 0 ? "http" : "socket"));
  }

  /** Resolves when so many more were acknowledged. */
  async more(count: number): Promise<void> {
    const until = this.acknowledged.length + count;
    while (this.acknowledged.length < until) await new Promise((wake) => setTimeout(wake, 10));
  }

  /** Resolves when so many more were refused. */
  async refusals(count: number): Promise<void> {
    const until = this.refused.length + count;
    while (this.refused.length < until) await new Promise((wake) => setTimeout(wake, 10));
  }

  /** Resolves when the last answer is there. */
  async stop(): Promise<void> {
    this.#over = true;
    await Promise.all(this.#lanes);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  async #work(way: "http" | "socket"): Promise<void> {
    const screen = way === "socket" ? new TestScreen(this.server.url, {}, { reconnection: true }) : null;
    while (!this.#over) {
      let c = await this.#http("/api/cases", { report: REPORT });
      for (const command of STEPS) {
        if (!c) break;
        const { id, version } = c;
        c = screen
          ? await this.#socket(screen, { case: id, version, command })
          : await this.#http(`/api/cases/${id}/commands`, { version, command });
      }
    }
    screen?.close();
  }

  async #http(path: string, body: object): Promise<Changed | null> {
    try {
      const response = await this.server.fetch(path, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ key: crypto.randomUUID(), ...body }),
        signal: AbortSignal.timeout(ANSWER_MS),
      });
      const { status, headers } = response;
      return await this.#note("http", status, headers.get("retry-after"), await response.text());
    } catch (error) {
      return await this.#note("http", 0, null, String(error));
    }
  }

  async #socket({ socket }: TestScreen, sent: object): Promise<Changed | null> {
    try {
      const answer: object & { retryAfter?: number } = await socket.timeout(ANSWER_MS)
        .emitWithAck("command", { key: crypto.randomUUID(), ...sent });
      return await this.#note("socket", 200, String(answer.retryAfter ?? ""), JSON.stringify(answer));
    } catch (error) {
      return await this.#note("socket", 0, null, String(error));
    }
  }

  async #note(way: Refused["way"], status: number, retryAfter: string | null, said: string) {
    if (this.pause > 0) await new Promise((wake) => setTimeout(wake, this.pause));
    const answer = status >= 200 && status < 300 ? JSON.parse(said) : null;
    if (answer?.kind !== "done") {
      this.refused.push({ way, status, retryAfter, said });
      return null;
    }
    this.acknowledged.push(answer.cases[0]);
    return answer.cases[0] as Changed;
  }
}
