/** Secrets that are handed out once and kept as a hash only: tokens of sessions, links that work once. */
import { randomBytes } from "node:crypto";
import { sha256 } from "../store/audit.ts";

/** 256 bits, in letters that an address and a cookie take as they are. */
export function newSecret(): string {
  return randomBytes(32).toString("base64url");
}

/** Where a one-time link leads, on whatever host people reach the server by. */
export function linkPath(secret: string): string {
  return `/signin?link=${secret}`;
}

/** What is kept of a secret: enough random bits need no salt and no slow hash. */
export function digestOf(secret: string): string {
  return sha256(secret);
}

/** A short name that may be shown. */
export function newId(): string {
  return randomBytes(9).toString("base64url");
}
