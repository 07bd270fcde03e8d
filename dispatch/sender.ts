/** Who asks for something, and from where: what every command, over HTTP or a socket, comes with. */
import type { Person } from "../store/person.ts";

export interface Sender {
  readonly person: Person;
  /** Address of the client, or the part of the system that acts by itself, for the audit record. */
  readonly origin: string;
  /** Id of the session; null where nobody signed in, such as a rule. */
  readonly session: string | null;
}

const LONGEST_NAME = 200;

/** In the record stands whoever is signed in; only where nobody is, as in the demo, the name that was typed (`by`). */
export function namedBy(sender: Sender, sent: unknown): Sender {
  const by = (sent as { by?: unknown } | null)?.by;
  const name = typeof by === "string" ? by.trim().slice(0, LONGEST_NAME) : "";
  if (sender.session !== null || name === "") return sender;
  return { ...sender, person: { ...sender.person, name } };
}
