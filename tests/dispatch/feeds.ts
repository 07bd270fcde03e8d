/** A few fixes and incidents all the time: incidents begin, move between two places, end, and begin again. */
import type { Running } from "../server.ts";

const STATUSES = ["open", "open", "open", "closed", "open", "withdrawn"];

export class Feeds {
  /** Path and status of what was not taken. */
  readonly refused: string[] = [];
  #over = false;
  readonly #sending: Promise<void>;

  /** `places` are two longitudes. */
  constructor(private readonly server: Running, private readonly places: readonly number[] = [120.2, 120.3]) {
    this.#sending = this.#send();
  }

  /** Resolves when the last answer is there. */
  async stop(): Promise<void> {
    this.#over = true;
    await this.#sending;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  async #send(): Promise<void> {
    for (let i = 0; !this.#over; i++) {
      const place = { time: Date.now(), lat: 36.15, lon: this.places[i % 5 === 0 ? 1 : 0] };
      const fixes = ["w1", "w2"].map((worker) => JSON.stringify({ worker, ...place })).join("\n");
      await this.#post("fixes", fixes);
      const incident = {
        id: `I-${i % 60}`,
        source: "12345",
        category: "road",
        severity: 2,
        title: `第 ${i} 次`,
      };
      await this.#post(
        "incidents",
        JSON.stringify({ ...incident, ...place, status: STATUSES[i % STATUSES.length] }),
      );
      await new Promise((wake) => setTimeout(wake, 50));
    }
  }

  async #post(path: string, lines: string): Promise<void> {
    const answer = await this.server.post(`/api/${path}`, lines).catch(() => null);
    await answer?.body?.cancel();
    if (answer?.status !== 202) this.refused.push(`${path} ${answer?.status ?? "without an answer"}`);
  }
}
