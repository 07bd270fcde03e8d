/** Web Push as a server is set up for it. */
import { join } from "node:path";
import type { CityFile } from "../store/city_folder.ts";
import { Push, type PushOptions, vapidKeys } from "./push.ts";

export interface PushParts extends Pick<PushOptions, "ledger" | "people" | "report"> {
  readonly dataDir: string;
  readonly settings: {
    readonly contact: string | null;
    readonly keys: Parameters<typeof vapidKeys>[1];
  };
  readonly file: Pick<CityFile, "categories">;
  /** A server that nobody reaches from elsewhere needs no word to push services, and may be tried with one of this machine. */
  readonly alone: boolean;
}

export function openPush(
  { ledger, people, report, dataDir, settings, file, alone }: PushParts,
): Promise<Push> {
  return Push.open({
    ...{ ledger, people, report, now: Date.now },
    keys: vapidKeys(join(dataDir, "vapid.keys"), settings.keys),
    contact: settings.contact ?? (alone ? "mailto:hexwall@localhost" : null),
    target: { loopback: alone },
    categoryName: (code, lang) => file.categories.find((one) => one.code === code)?.[lang] ?? code,
  });
}
