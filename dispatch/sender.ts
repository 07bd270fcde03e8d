/** Who asks for something, and from where: what every command, over HTTP or a socket, comes with. */
import type { Person } from "../store/person.ts";

export interface Sender {
  readonly person: Person;
  /** Address of the client, or the part of the system that acts by itself, for the audit record. */
  readonly origin: string;
  /** Id of the session; null where nobody signed in, such as a rule. */
  readonly session: string | null;
}
