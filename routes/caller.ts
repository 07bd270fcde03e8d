/** Who calls, as far as the connection says: address, browser, and whether the way is encrypted. Pure. */

export interface Caller {
  readonly address: string;
  readonly agent: string;
  readonly https: boolean;
  /** As the client named this server: `city.example:8443`. */
  readonly host: string;
}

/** What both kinds of requests have: those of pages and API, and handshakes of sockets. */
export interface Asked {
  header(name: string): string | undefined;
  /** Of all headers, in small letters. */
  names(): readonly string[];
  /** Address of the other end of the connection. */
  readonly remote: string | undefined;
}

/** A proxy is believed only where the operator says that there is one: anybody else can write these headers too. */
export function callerOf(asked: Asked, behindProxy: boolean): Caller {
  const last = (name: string) => behindProxy ? asked.header(name)?.split(",").at(-1)?.trim() : undefined;
  return {
    address: plain(last("x-forwarded-for") || asked.remote || "unknown"),
    agent: asked.header("user-agent") ?? "",
    https: last("x-forwarded-proto") === "https",
    host: asked.header("host") ?? "",
  };
}

const FORWARDING: ReadonlySet<string> = new Set(["forwarded", "via", "x-real-ip"]);

/** Whether somebody in between says that the other end of the connection is not whoever asks. */
export function isForwarded(asked: Asked): boolean {
  return asked.names().some((name) => FORWARDING.has(name) || name.startsWith("x-forwarded-"));
}

/** IPv4 written as IPv6 is the same address. */
function plain(address: string): string {
  return address.startsWith("::ffff:") ? address.slice(7) : address;
}

/** Whether a name or an address, with or without a port, is this machine's own. */
export function isLoopback(host: string): boolean {
  const name = host.replace(/^\[(.*)\](:\d+)?$/, "$1").replace(/^([^:]*):\d+$/, "$1").toLowerCase();
  return name === "localhost" || name === "::1" || /^127(\.\d{1,3}){3}$/.test(name);
}
