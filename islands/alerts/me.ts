/** Whose screen it is, as far as alerts are concerned: nobody is offered a button that would be refused. */
import { signal } from "@preact/signals";
import type { Role } from "../../store/person.ts";
import { readUntilThere } from "../city.ts";

export interface Me {
  readonly roles: readonly Role[];
  readonly areas: readonly string[];
}

/** Null until the server said so. */
export const me = signal<Me | null>(null);
let asked = false;

/** Asks once a page. */
export function askWhoIAm(signal: AbortSignal): void {
  if (asked) return;
  asked = true;
  readUntilThere<{ person: Me }>("/api/session", signal).then(
    ({ person }) => me.value = person,
    () => asked = false,
  );
}
