/** `deno task audit verify`: whether anybody changed the record. Exit status 0 when it is as it was written, 1 when not. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { haiwanCity } from "../demo/haiwan.ts";
import { readSettings } from "../settings.ts";
import {
  type Head,
  type KeptFault,
  type Noun,
  type RecordFault,
  verifyRecord,
} from "../store/audit_verify.ts";
import { readCityFolder, SetupError } from "../store/city_folder.ts";
import { progressBar } from "./progress.ts";

const USAGE = `Usage: deno task audit verify [--file ledger.sqlite] [--from-head NUMBER:HASH]
Without --file, the ledger of CITY in DATA_DIR. The head is in the server's log, once a day and at each stop.`;

/** What things are called, and what somebody did of whom an audit row should tell. */
const NOUNS: Readonly<Record<Noun, { readonly name: string; readonly deed: string }>> = {
  person: { name: "Account", deed: "made it" },
  password: { name: "The password of account", deed: "set it" },
  session: { name: "Session", deed: "signed in" },
  link: { name: "The one-time link with the hash", deed: "made it" },
  key: { name: "API key", deed: "made it" },
  device: { name: "Device", deed: "registered it" },
  push: { name: "The push subscription with the hash", deed: "subscribed" },
  watch: { name: "The watch (account, case)", deed: "watches" },
  claim: { name: "The case of incident", deed: "opened it" },
  naming: { name: "The showing of a photo in a case,", deed: "put it there" },
  sender: { name: "The sender of a photo,", deed: "sent it" },
  photo: { name: "What is kept of photo", deed: "sent it" },
  alert: { name: "Alert", deed: "called or acknowledged" },
  fence: { name: "Fence", deed: "drew it" },
  handover: { name: "Handover", deed: "signed it" },
};

function nameOf({ noun, id }: KeptFault): string {
  return `${NOUNS[noun].name} ${id}`;
}

/** What was found, in words, and what to do. */
export function faultText(fault: RecordFault): string {
  const restore = "Compare with a backup from before, and find out who could write the file.";
  switch (fault.kind) {
    case "gap":
      return `Audit row ${fault.after + 1} is missing: after ${fault.after} comes ${fault.found}. ${restore}`;
    case "edited":
      return `Audit row ${fault.number} is not as it was written, or another stands in its place. ${restore}`;
    case "event-gone":
      return `Event ${fault.seq}, which audit row ${fault.number} vouches for, is gone. ${restore}`;
    case "event-edited":
      return `Event ${fault.seq} is not as audit row ${fault.number} says that it was written. ${restore}`;
    case "event-added":
      return `Event ${fault.seq} is of a case, and no audit row vouches for it. ${restore}`;
    case "events-gap":
      return `Event ${fault.after + 1} is missing. ${restore}`;
    case "revision":
      return `Event ${fault.seq} and the revision of an incident do not belong together. ${restore}`;
    case "incident-differs":
      return `Incident ${fault.id} of ${fault.source} is not what its newest revision says. ${restore}`;
    case "versions":
      return `The list of events of case ${fault.case} is broken at version ${fault.version}. ${restore}`;
    case "case-differs":
      return `Case ${fault.case} is kept otherwise than its last event left it. ${restore}`;
    case "added":
      return `${nameOf(fault)} is there, and no audit row says who ${NOUNS[fault.noun].deed}. ${restore}`;
    case "gone":
      return `${nameOf(fault)}, which an audit row tells of, is gone. ${restore}`;
    case "differs":
      return `${nameOf(fault)} is not what the last audit row of it says. ${restore}`;
    case "shifts-differ":
      return `Duty shifts are not what the audit rows about them come to. ${restore}`;
    case "alert-listed":
      return `Alert ${fault.alert} is not listed among past alerts where it should be, and only there. ${restore}`;
    case "vouched-late":
      return `Audit row ${fault.number} vouches anew for what rows before it vouch for already: somebody made the ` +
        `file look as if an older version had written it. ${restore}`;
    case "head-gone":
      return `Row ${fault.head.number} with hash ${fault.head.hash} is not in the chain any more, which ends at ` +
        `${fault.end}: rows were cut off or written anew since that head was written down. ${restore}`;
  }
}

function readHead(text: string): Head {
  const [, number, hash] = /^(\d+):([0-9a-f]{64})$/.exec(text) ?? [];
  if (!number || !hash) {
    throw new SetupError(
      `--from-head ${text}: is no head; use NUMBER:HASH with 64 hex digits, as the log has it`,
    );
  }
  return { number: Number(number), hash };
}

function ledgerFile(): string {
  const { city, dataDir } = readSettings(Deno.env.toObject());
  return join(dataDir, city === null ? haiwanCity().id : readCityFolder(city).id, "ledger.sqlite");
}

function run(args: readonly string[], say: (line: string) => void): boolean {
  const { values, positionals: [what, ...more] } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { file: { type: "string" }, "from-head": { type: "string" } },
  });
  if (what !== "verify" || more.length > 0) throw new SetupError(USAGE);
  const from = values["from-head"] === undefined ? undefined : readHead(values["from-head"]);
  const file = values.file ?? ledgerFile();
  if (!existsSync(file)) {
    throw new SetupError(`${file}: is not there; set DATA_DIR and CITY as the server has them, or --file`);
  }
  const bar = progressBar(say);
  const { fault, rows, events, head } = verifyRecord(file, {
    ...(from && { from }),
    progress: (share) => bar.show(share, `of the audit rows of ${file}`),
  });
  if (fault) {
    say(`✗ ${faultText(fault)}`);
    return false;
  }
  say(`✓ ${rows} rows, ${events} events, all as they were written; head ${head.number}:${head.hash}`);
  return true;
}

if (import.meta.main) {
  // deno-lint-ignore no-console -- a command's own output
  const say = (line: string) => console.log(line);
  try {
    Deno.exit(run(Deno.args, say) ? 0 : 1);
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    if (code === "ERR_SQLITE_ERROR") {
      say(`✗ The ledger cannot be read (${message}); it is damaged, or no ledger: restore a backup`);
      Deno.exit(1);
    }
    if (!(error instanceof SetupError) && !code?.startsWith("ERR_PARSE_ARGS")) throw error;
    say(message);
    Deno.exit(2);
  }
}
