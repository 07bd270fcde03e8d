/** A worker as a person reads of one: by name where it is known, and always by id, as two may have one name. */
import type { Speech } from "./say.ts";

export function workerText(
  { worker, name }: { readonly worker: string; readonly name?: string | null | undefined },
  speech: Pick<Speech, "name">,
): string {
  return name == null ? worker : `${speech.name(name)} ${worker}`;
}
