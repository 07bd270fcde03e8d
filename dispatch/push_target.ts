/**
 * Sends to an address that a browser named, which anybody can make up: only encrypted, to no address of this machine or its
 * network, whatever a name resolves to, and following nothing that it answers.
 */
import { lookup as resolve } from "node:dns";
import { request as overHttp } from "node:http";
import { request as overHttps } from "node:https";
import { BlockList, isIP, type LookupFunction } from "node:net";

const LONGEST = 1_000;
const PATIENCE_MS = 10_000;

/** Of no push service: this machine, its network, and what is set apart. */
const PRIVATE = new BlockList();
for (
  const [net, bits] of [
    ...[["0.0.0.0", 8], ["10.0.0.0", 8], ["100.64.0.0", 10], ["127.0.0.0", 8], ["169.254.0.0", 16]] as const,
    ...[["172.16.0.0", 12], ["192.0.0.0", 24], ["192.0.2.0", 24], ["192.168.0.0", 16], [
      "198.18.0.0",
      15,
    ]] as const,
    ...[["198.51.100.0", 24], ["203.0.113.0", 24], ["224.0.0.0", 4], ["240.0.0.0", 4]] as const,
  ]
) PRIVATE.addSubnet(net, bits, "ipv4");
/** Everything but what is given out on the Internet, and in it what carries an IPv4 address within. */
const PUBLIC6 = new BlockList();
PUBLIC6.addSubnet("2000::", 3, "ipv6");
const PRIVATE6 = new BlockList();
for (const [net, bits] of [["2001::", 23], ["2001:db8::", 32], ["2002::", 16], ["3fff::", 20]] as const) {
  PRIVATE6.addSubnet(net, bits, "ipv6");
}

export function isPublicAddress(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return !PRIVATE.check(address, "ipv4");
    case 6:
      return PUBLIC6.check(address, "ipv6") && !PRIVATE6.check(address, "ipv6");
    default:
      return false;
  }
}

export interface TargetRules {
  /** A server that only this machine reaches may be tried with a push endpoint on this machine. */
  readonly loopback: boolean;
}

/** The address, or why nothing is sent there. */
export function checkEndpoint(sent: unknown, { loopback }: TargetRules): { url: URL } | { why: string } {
  if (typeof sent !== "string" || sent.length > LONGEST || !URL.canParse(sent)) {
    return { why: `endpoint: an address of at most ${LONGEST} characters` };
  }
  const url = new URL(sent);
  if (url.username || url.password) return { why: "endpoint: has a name or password in it" };
  if (loopback && url.hostname === "127.0.0.1") return { url };
  if (url.protocol !== "https:") return { why: `endpoint: begins with ${url.protocol}; use https:` };
  const host = url.hostname.replace(/^\[|\]$/g, "");
  if (isIP(host) && !isPublicAddress(host)) return { why: "endpoint: is an address of a private network" };
  return { url };
}

export interface Delivery {
  readonly headers: Readonly<Record<string, string | number>>;
  readonly body: Uint8Array;
}

/** The status of the answer. Rejects when there is none, or the name leads into a private network. */
export function deliver(url: URL, { headers, body }: Delivery, { loopback }: TargetRules): Promise<number> {
  const own = loopback && url.hostname === "127.0.0.1";
  const request = url.protocol === "http:" ? overHttp : overHttps;
  return new Promise((done, fail) => {
    // The address that was checked is the one that is connected to: a name may say another one a moment later.
    const lookup = own ? {} : { lookup: publicOnly };
    const sending = request(
      url,
      { method: "POST", headers, timeout: PATIENCE_MS, agent: false, ...lookup },
      (answer) => {
        // What it says is of no use, and may be endless. A redirect is not followed.
        done(answer.statusCode ?? 0);
        answer.destroy();
      },
    );
    sending.on("timeout", () => sending.destroy(new Error(`No answer within ${PATIENCE_MS / 1_000} s`)));
    sending.on("error", fail);
    sending.end(body);
  });
}

const publicOnly: LookupFunction = (hostname, options, give) => {
  resolve(hostname, { ...options, all: true }, (error, found) => {
    if (error) return give(error, "", 4);
    const fine = found.filter(({ address }) => isPublicAddress(address));
    if (fine.length === 0) return give(new Error(`${hostname} leads into a private network`), "", 4);
    if (options.all) give(null, fine);
    else give(null, fine[0]!.address, fine[0]!.family);
  });
};
