/**
 * A bad line between one client and a server: a TCP proxy that cuts connections at random bytes and times, resets them, closes
 * one half, lets them stand still or makes them slow. What it does follows from its seed; when, also from what goes over it.
 */
import { connect, createServer, type Server, type Socket } from "node:net";
import alea from "alea";
import { SlowWay } from "./slow_way.ts";

export type Fault = "cut" | "reset" | "half-close" | "half-close to the server" | "stall" | "slow";

const FAULTS: readonly Fault[] = ["cut", "reset", "half-close", "half-close to the server", "stall", "slow"];

export interface LineOptions {
  /** Port of the server on this machine. */
  readonly port: number;
  readonly seed: string;
  /** So many connections are broken; afterwards the line is good. */
  readonly disconnects: number;
  /** Stalls that last until a client must take the connection for dead, one in so many; 0 for none. */
  readonly deaf: number;
}

export class UnsteadyLine {
  /** Connections broken so far. */
  disconnects = 0;
  readonly done: Record<Fault, number> = {
    ...{ "cut": 0, "reset": 0, "half-close": 0, "half-close to the server": 0, "stall": 0, "slow": 0 },
  };
  /** The last break that is not mended yet, and the first connection that was accepted after it; see {@link now}. */
  brokenAt: number | null = null;
  acceptedAt: number | null = null;
  /** Called when a stall is over. */
  onFlow: () => void = () => {};
  #held = 0;
  #stalledAt: number | null = null;
  readonly #random: () => number;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #timers = new Set<ReturnType<typeof setTimeout>>();

  private constructor(private readonly options: LineOptions) {
    this.#random = alea(options.seed);
    this.#server = createServer({ allowHalfOpen: true }, (client) => this.#accept(client));
  }

  static async open(options: LineOptions): Promise<UnsteadyLine> {
    const line = new UnsteadyLine(options);
    await new Promise<void>((resolve) => line.#server.listen(0, "127.0.0.1", resolve));
    return line;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as { port: number }).port}`;
  }

  /** ms, without those in which the line let nothing through: they are not what a client or a server takes. */
  get now(): number {
    const held = this.#stalledAt === null ? 0 : performance.now() - this.#stalledAt;
    return performance.now() - this.#held - held;
  }

  get good(): boolean {
    return this.disconnects >= this.options.disconnects;
  }

  close(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
  }

  #accept(client: Socket): void {
    this.acceptedAt ??= this.now;
    const server = connect({ port: this.options.port, host: "127.0.0.1", allowHalfOpen: true });
    const pair = { client, server, up: new SlowWay(server), down: new SlowWay(client) };
    for (const [from, to, way] of [[client, server, pair.up], [server, client, pair.down]] as const) {
      this.#sockets.add(from);
      // Without Nagle's algorithm a piece that was cut in the middle is sent as it is.
      from.setNoDelay(true);
      from.on("error", () => to.destroy());
      from.on("close", () => {
        this.#sockets.delete(from);
        if (!to.destroyed) to.destroy();
      });
      from.on("end", () => way.end());
    }
    client.on("data", (piece: Uint8Array) => pair.up.pass(piece));
    this.#arm(pair);
  }

  /** Chooses the next fault of a connection, after so many bytes from the server or after so long. */
  #arm(pair: Pair): void {
    pair.server.removeAllListeners("data");
    const fault = this.#fault();
    const byBytes = this.#random() < 0.5;
    let left = byBytes ? Math.floor(this.#random() ** 3 * 40_000) : Infinity;
    pair.server.on("data", (piece: Uint8Array) => {
      pair.down.pass(piece.subarray(0, left));
      const rest = piece.subarray(Math.min(left, piece.length));
      left -= piece.length;
      if (left > 0) return;
      left = Infinity;
      if (!this.#strike(pair, fault)) pair.down.pass(rest);
    });
    if (!byBytes) this.#after(this.#random() * 1_500, () => void this.#strike(pair, fault));
  }

  #fault(): Fault {
    return FAULTS[Math.floor(this.#random() * FAULTS.length)]!;
  }

  /** Whether nothing goes over the connection any more. */
  #strike(pair: Pair, fault: Fault): boolean {
    if (this.good || pair.client.destroyed) return false;
    this.done[fault]++;
    if (fault === "stall" || fault === "slow") {
      if (fault === "stall") this.#stall(pair);
      else this.#slow(pair);
      return false;
    }
    this.disconnects++;
    this.brokenAt = this.now;
    this.acceptedAt = null;
    this.#break(pair, fault);
    // Of half a connection the other half goes on, without a hole.
    return pair.client.destroyed;
  }

  #break({ client, server }: Pair, fault: Exclude<Fault, "stall" | "slow">): void {
    switch (fault) {
      case "cut":
        client.destroy();
        return void server.destroy();
      case "reset":
        client.resetAndDestroy();
        return void server.resetAndDestroy();
      case "half-close":
        return void client.end();
      case "half-close to the server":
        return void server.end();
    }
  }

  #slow(pair: Pair): void {
    pair.down.delay = pair.up.delay = 20 + this.#random() * 300;
    this.#after(1_000, () => {
      pair.down.delay = pair.up.delay = 0;
      this.#arm(pair);
    });
  }

  #stall(pair: Pair): void {
    const { deaf } = this.options;
    const long = deaf > 0 && this.#random() < 1 / deaf;
    pair.client.pause();
    pair.server.pause();
    this.#stalledAt ??= performance.now();
    this.#after(long ? 13_000 : this.#random() * 2_500, () => {
      if (this.#stalledAt !== null) this.#held += performance.now() - this.#stalledAt;
      this.#stalledAt = null;
      this.#arm(pair);
      pair.client.resume();
      pair.server.resume();
      this.onFlow();
    });
  }

  #after(ms: number, act: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      act();
    }, ms);
    this.#timers.add(timer);
  }
}

interface Pair {
  readonly client: Socket;
  readonly server: Socket;
  readonly up: SlowWay;
  readonly down: SlowWay;
}
