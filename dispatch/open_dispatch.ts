/** Opens what people decide with: the book of cases, and the ways in which they begin, change and get somebody sent. */
import { AreaCodes } from "../geo/area_codes.ts";
import { cellAt } from "../geo/cell.ts";
import type { Bounds } from "../geo/place.ts";
import type { AreaTables } from "../geo/whereabouts.ts";
import type { Travel } from "../geo/travel.ts";
import type { Case } from "../store/case.ts";
import type { CityFile } from "../store/city_folder.ts";
import { EvidenceFiles } from "../store/evidence_files.ts";
import type { Ledger } from "../store/ledger.ts";
import type { City } from "../streams/city.ts";
import type { CityEvent } from "../streams/record.ts";
import { CaseBook } from "./book.ts";
import { caseTables, type IsPublic } from "./case_tables.ts";
import type { CityTables } from "./city_tables.ts";
import { Candidates, type CandidatesOptions, crowdOf, type Sees } from "./candidates.ts";
import { Commands } from "./commands.ts";
import { CaseDesk } from "./desk.ts";
import { Evidence } from "./evidence.ts";
import { checkRules, type FilingRule } from "./filing_rules.ts";
import { Intake } from "./intake.ts";
import { Doubles } from "./merge.ts";
import { Openings } from "./openings.ts";
import type { Posts } from "./posts.ts";
import { ReachBook } from "./reach_book.ts";
import { restoreCases } from "./restore.ts";
import { Sending } from "./send.ts";
import type { Sender } from "./sender.ts";
import type { CaseTables } from "./tables.ts";

export interface DispatchOptions {
  readonly ledger: Ledger;
  readonly city: City;
  readonly areas: AreaTables;
  readonly bounds: Bounds;
  readonly timeZone: string;
  /** Where photos are kept. */
  readonly evidenceFolder: string;
  readonly cityTables: CityTables;
  /** Whether a report from a source has to be verified on the spot, where its category asks for it. */
  readonly isPublic: IsPublic;
  /** Codes of the categories that the city's file names. */
  readonly named?: ReadonlySet<string>;
  /** Whether a worker is on duty now: nobody else is sent. Everybody is when absent. */
  readonly isOnDuty?: (worker: string) => boolean;
  /** See {@link CandidatesOptions.offDuty}; nobody is when absent. */
  readonly offDuty?: NonNullable<CandidatesOptions["offDuty"]>;
  /** What is known of the workers by their accounts. */
  readonly posts: Posts;
  /** How fast somebody is on the way, as known now. */
  readonly travel: () => Travel;
  /** What city.json says of who is proposed. */
  readonly proposing: CityFile["dispatch"];
  /** Whom an account may see, of the workers by slot. */
  readonly sees: (sender: Sender) => Sees;
  readonly commit: (events: readonly CityEvent[]) => void;
  readonly now: () => number;
  /** By which incidents become cases; none where left out. */
  readonly rules?: readonly FilingRule[];
  readonly report: (stage: string, error: unknown) => void;
}

export interface Dispatch {
  readonly book: CaseBook;
  readonly desk: CaseDesk;
  readonly openings: Openings;
  readonly commands: Commands;
  readonly sending: Sending;
  readonly candidates: Candidates;
  readonly posts: Posts;
  readonly reach: ReachBook;
  readonly evidence: Evidence;
  readonly cityTables: CityTables;
  readonly tables: () => CaseTables;
  readonly intake: Intake;
  /** Likely duplicates among the open cases. Whoever asks is shown only those that they may see. */
  readonly doubles: Doubles;
  /** Brings back what people were working on; returns how many cases that are. The city's incidents come first. */
  restore(): Promise<number>;
}

export function openDispatch(options: DispatchOptions): Dispatch {
  const { ledger, city, cityTables, commit, now } = options;
  const asked = caseTables(cityTables, options.isPublic, options.named);
  const tables = () => asked;
  const rules = options.rules ?? [];
  checkRules(rules, asked);
  const majorOf = (code: string) => cityTables.newest.categories.get(code)?.major.code ?? null;
  const doubles = new Doubles({ majorOf });
  const book = new CaseBook((c) => doubles.take(c));
  const codes = new AreaCodes(options.areas);
  const desk = new CaseDesk({ ledger, book, commit, now, dayOf: (at) => dayIn(options.timeZone, at) });
  const unknownEvidence = (hashes: readonly string[]) => ledger.evidence.unknown(hashes);
  const openings = new Openings({
    desk,
    tables,
    unknownEvidence,
    bounds: options.bounds,
    whereIs: (place) => ({ cell: cellAt(place), areas: codes.of(place) }),
  });
  const { freshMinutes, urgentMinutes, marginSeconds } = options.proposing;
  const crowd = crowdOf({
    ...{ city, now, posts: options.posts, tables: cityTables },
    find: (id) => book.get(id),
  });
  const judging = { crowd, rules: { freshMs: freshMinutes * 60_000, marginSeconds }, travel: options.travel };
  const candidates = new Candidates({
    ...{ city, codes, now, posts: options.posts, tables: cityTables, ...judging },
    urgentMs: urgentMinutes * 60_000,
    ...(options.offDuty ? { offDuty: options.offDuty } : {}),
  });
  const reach = new ReachBook({
    ...{ ...judging, limitSeconds: urgentMinutes * 60, bounds: options.bounds, now, report: options.report },
    areasOf: (place) => codes.of(place),
    hasAreas: Object.values(options.areas).some((areas) => areas.length > 0),
  });
  const explain = (c: Case, worker: string, sender: Sender) =>
    candidates.choice(candidates.errandOf(c), worker, options.sees(sender));
  const onDuty = options.isOnDuty ? { isOnDuty: options.isOnDuty } : {};
  return {
    book,
    desk,
    openings,
    commands: new Commands({ desk, tables, unknownEvidence, explain, ...onDuty }),
    sending: new Sending({
      ...{ desk, openings, tables, explain, ...onDuty },
      incident: (source, id) => city.incident(source, id),
      isWorker: (id) => city.workers.find(id) !== undefined,
    }),
    ...{ candidates, posts: options.posts, reach },
    evidence: new Evidence({
      files: new EvidenceFiles(options.evidenceFolder),
      ledger,
      casesWith: (hash) => desk.withPhoto(hash),
      timeZone: options.timeZone,
      now,
    }),
    cityTables,
    tables,
    doubles,
    intake: new Intake({
      ...{ desk, openings, tables, rules, report: options.report },
      incident: (source, id) => city.incident(source, id),
    }),
    restore: async () => {
      commit(await ledger.cases.settleEnded(now()));
      return await restoreCases(ledger, book, city);
    },
  };
}

/** `20261127`. */
function dayIn(timeZone: string, at: number): string {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone).toPlainDate().toString()
    .replaceAll("-", "");
}
