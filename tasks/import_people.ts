/** `deno task import people FILE.csv`: what a table of accounts would change, and with `--apply` all of it or nothing. */
import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { KnownAreas } from "../dispatch/known_areas.ts";
import { People } from "../dispatch/people.ts";
import { type NewLink, PeopleImport, type Plan } from "../dispatch/people_import.ts";
import type { Fault } from "../dispatch/people_table.ts";
import { linkPath } from "../dispatch/secret.ts";
import type { Sender } from "../dispatch/sender.ts";
import { linksCsv } from "../islands/admin/links_csv.ts";
import { columnText, faultText, noteText } from "../islands/admin/import_words.ts";
import { type CityFile, SetupError } from "../store/city_folder.ts";
import { readCityAreas } from "../store/city_maps.ts";
import { tryClaim } from "../store/data_folder.ts";
import { type Ledger, openLedger } from "../store/ledger.ts";
import { readBytes, refuse } from "./import_file.ts";
import { progressBar } from "./progress.ts";

export interface AskedPeople {
  readonly file: string;
  readonly folder: string;
  readonly city: CityFile;
  readonly dataDir: string;
  readonly apply: boolean;
  /** Where links for the passwords of new accounts are written to; none are made where left out. */
  readonly links?: string | undefined;
  /** How people reach the server. */
  readonly url: string;
}

/** Whoever may write the ledger's file may do everything; the record says where it came from. */
const SENDER: Sender = {
  person: {
    ...{ id: "deno task import", login: "", name: "deno task import" },
    ...{ roles: ["admin"], areas: ["*"], active: true, version: 1 },
  },
  origin: "command line",
  session: null,
};

export async function importPeople(asked: AskedPeople, say: (line: string) => void): Promise<void> {
  const dataDir = resolve(asked.dataDir, asked.city.id);
  // A server that runs would not hear of it, and go on with what it knows.
  if (!tryClaim(dataDir)) {
    throw new SetupError(
      `${dataDir}: Hexwall is running; import at /admin, or stop it and import again`,
    );
  }
  const ledger = await openLedger(join(dataDir, "ledger.sqlite"));
  try {
    await run(asked, ledger, say);
  } finally {
    await ledger.close();
  }
}

async function run(asked: AskedPeople, ledger: Ledger, say: (line: string) => void): Promise<void> {
  const areas = new KnownAreas(readCityAreas(asked.folder, asked.city));
  const people = await People.open({
    ...{ ledger, areas, now: Date.now },
    onEnded: () => {},
    prove: () => Promise.resolve({ kind: "wrong" }),
  });
  const bar = progressBar(say);
  const imports = new PeopleImport({
    ...{ ledger, people, areas, now: Date.now },
    onProgress: ({ step, share }) => step === "reading" && bar.show(share, "checked"),
  });
  const bytes = readBytes(asked.file);
  const planned = await imports.plan(SENDER, bytes);
  if (planned.kind !== "plan") throw new Error(`The command line is ${planned.kind}`);
  const { plan } = planned;
  const faults = plan.rows.flatMap((row) => row.kind === "refused" ? row.faults.map(lineOf) : []);
  if (faults.length > 0) refuse(asked.file, faults, say, plan.counts.refused);
  for (const row of plan.rows) {
    for (const note of row.kind === "refused" ? [] : row.notes ?? []) {
      say(`  ! line ${row.line}: ${row.login}: ${noteText(note, "zh")} · ${noteText(note, "en")}`);
    }
  }
  say(`  · ${toldOf(plan)}`);
  if (!asked.apply) return say("  · nothing was written: add --apply to do so");
  const done = await imports.apply(SENDER, bytes, { seen: plan.seen, links: asked.links !== undefined });
  if (done.kind !== "done") throw new SetupError(`${asked.file}: accounts changed meanwhile; import again`);
  say(`  ✓ ${plan.counts.new} accounts made, ${plan.counts.changed} changed`);
  if (asked.links !== undefined) writeLinks(asked.links, done.links, asked.url, say);
}

function lineOf(fault: Fault): string {
  const { line, column, value } = fault;
  const where = column === null ? "" : ` ${columnText(column, "zh")} ${columnText(column, "en")}`;
  const what = value === "" ? "" : ` ${JSON.stringify(value)}`;
  return `line ${line}:${where}${what}: ${faultText(fault, "zh")} · ${faultText(fault, "en")}`;
}

function toldOf({ counts }: Plan): string {
  return `${counts.new} new, ${counts.changed} changed, ${counts.same} the same`;
}

function writeLinks(file: string, links: readonly NewLink[], url: string, say: (line: string) => void): void {
  writeFileSync(file, linksCsv(links.map((one) => ({ ...one, link: linkPath(one.secret) })), url), {
    mode: 0o600,
  });
  say(
    `  ✓ ${links.length} links in ${file}, good for 24 h and one use each: hand them over and remove the file`,
  );
}
