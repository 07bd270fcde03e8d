/** `/api/cases`: what people work on, and the commands that change it. The same code path as the socket's `command`. */
import type { Context as Request, Hono } from "hono";
import { crewNames, eventShownTo } from "../../dispatch/choice_sight.ts";
import { type CaseFilter, detailOf, listCases, maySee } from "../../dispatch/case_list.ts";
import { leftAtEach } from "../../dispatch/case_timeline.ts";
import { COMMAND_KINDS } from "../../dispatch/case_command.ts";
import type { Action } from "../../dispatch/rights.ts";
import type { CommandAnswer } from "../../dispatch/desk.ts";
import { toldOf } from "../../dispatch/merge.ts";
import { momentOf } from "../../dispatch/tables.ts";
import { type Case, CASE_TRIAGE, ENDED, type Stage, STAGES } from "../../store/case.ts";
import type { Context } from "../context.ts";
import { commandOf, smallBody } from "../command.ts";
import { HttpError } from "../http_error.ts";
import { allow, refusalOf, senderOf } from "../who.ts";

const MOST_ROWS = 500;
const ROWS = 200;
/** Ended cases that are looked through for a list that asks for them. */
const MOST_ENDED = 5_000;
/** Cases that a screen asks about by number at once. */
const MOST_IDS = 200;
/** Workers who are offered for a case. */
const NEAR = 8;

type Ports = Pick<Context, "dispatch" | "pipeline" | "sight" | "now">;

const STATUS = {
  done: 200,
  stale: 409,
  claimed: 409,
  "unknown-case": 404,
  "bad-command": 400,
} as const;
const FORBIDDEN = ["role", "area", "own", "inactive"] as const;

export function mountCases(app: Hono, ports: Ports): void {
  app.get("/api/cases", async (c) => c.json(await list(c, ports)));
  app.get("/api/cases/:id", async (c) => c.json(await detail(c, ports)));
  app.post("/api/cases/:id/watch", async (c) => c.json(await watch(c, ports, true)));
  app.delete("/api/cases/:id/watch", async (c) => c.json(await watch(c, ports, false)));
  app.post("/api/cases", smallBody, async (c) => {
    const answer = await ports.dispatch.openings.report(senderOf(c), await commandOf(c));
    return answerOf(c, answer, "case.report", 201);
  });
  app.post("/api/cases/:id/commands", smallBody, async (c) => {
    const sent = await commandOf(c);
    const answer = await ports.dispatch.commands.execute(senderOf(c), { ...sent, case: c.req.param("id") });
    return answerOf(c, answer, actionOf(sent["command"]));
  });
  app.post("/api/incidents/:source/:id/case", smallBody, async (c) => {
    const { source, id } = c.req.param();
    const incident = ports.pipeline.city.incident(source!, id!);
    if (!incident) throw new HttpError(404, `No incident ${id} of ${source} is known`);
    const { key } = await commandOf(c);
    const answer = await ports.dispatch.openings.fromIncident(senderOf(c), incident, key);
    return answerOf(c, answer, "case.report", 201);
  });
}

/** The answer of the desk with its status; who may not is told in words who could. */
function answerOf(c: Request, answer: CommandAnswer, action: Action | null, done: 200 | 201 = 200): Response {
  if (answer.kind === "done") return c.json(answer, done);
  if (answer.kind !== "refused") return c.json(answer, STATUS[answer.kind]);
  const reason = FORBIDDEN.find((one) => one === answer.refusal);
  if (!reason) return c.json(answer, 422);
  const error = action === null ? {} : { error: refusalOf(senderOf(c).person, action, reason) };
  return c.json({ ...answer, ...error }, 403);
}

function actionOf(command: unknown): Action | null {
  const kind = (command as { readonly kind?: unknown } | undefined)?.kind;
  const known = COMMAND_KINDS.find((one) => one === kind);
  return known ? `case.${known}` : null;
}

async function list(c: Request, { dispatch, pipeline, now }: Ports) {
  const { person } = allow(c, "case.look");
  const filter = filterOf(c);
  const watched = new Set(await pipeline.ledger.watches.of(person.id));
  const looker = { person, watched, tables: dispatch.cityTables, now: now() };
  const rows = atMost(c.req.query("limit"));
  return { ...listCases(await looked(filter, dispatch), filter, looker, rows), asOf: looker.now };
}

/** What is worked on, and where ended cases are asked for the latest of those. */
async function looked({ stages }: CaseFilter, { book, desk }: Ports["dispatch"]): Promise<Iterable<Case>> {
  if (!stages.some((stage) => ENDED.has(stage))) return book.open();
  const ended = await desk.ended(MOST_ENDED);
  return [...book.open(), ...ended];
}

/** Whoever may not see a case is not told that it exists. */
async function seen(c: Request, { dispatch }: Ports) {
  const sender = allow(c, "case.look");
  const id = c.req.param("id")!;
  const found = await dispatch.desk.find(id);
  if (!found || !maySee(found, sender.person)) throw new HttpError(404, `There is no case ${id}`);
  return { sender, id, found };
}

/** An account keeps an eye on a case, or no longer. Twice is as good as once. */
async function watch(c: Request, ports: Ports, watched: boolean) {
  const { sender: { person, origin, session }, id } = await seen(c, ports);
  const entry = {
    ...{ at: ports.now(), who: person.id, origin, action: watched ? "case.watch" : "case.unwatch" },
    object: `case ${id}`,
    detail: session === null ? {} : { session },
  };
  const { watches } = ports.pipeline.ledger;
  await (watched ? watches.add({ person: person.id, case: id }, entry) : watches.remove(
    { person: person.id, case: id },
    entry,
  ));
  return { case: id, watched };
}

async function detail(c: Request, ports: Ports) {
  const { dispatch, pipeline, sight, now } = ports;
  const { sender, id, found } = await seen(c, ports);
  const { cityTables, candidates } = dispatch;
  const moment = momentOf(found, sender.person, now(), dispatch.tables());
  const shown = detailOf(found, cityTables, moment);
  const near = shown.commands.some((kind) =>
    kind === "dispatch" || kind === "reassign" || kind === "take_helper"
  );
  const doubles = (ENDED.has(found.stage) ? [] : dispatch.doubles.of(toldOf(found))).flatMap((proposal) => {
    const other = dispatch.book.get(proposal.case);
    // Nobody is told of a case that they may not see.
    return other && maySee(other, sender.person)
      ? [{ ...proposal, title: other.title, stage: other.stage }]
      : [];
  });
  const events = await dispatch.desk.events(id);
  return {
    ...shown,
    doubles,
    names: crewNames(sender.person, found, (worker) => dispatch.posts.nameOfWorker(worker)),
    watched: (await pipeline.ledger.watches.of(sender.person.id)).includes(id),
    events: events.map((event) => eventShownTo(sender.person, found, event)),
    left: leftAtEach(events, cityTables),
    nearest: near
      ? candidates.forReader(candidates.errandOf(found), NEAR, {
        ...{ person: sender.person, sees: sight.onlooker(sender).workers },
      })
      : null,
    asOf: moment.at,
  };
}

function filterOf(c: Request): CaseFilter {
  const text = (name: string) => c.req.query(name)?.trim() || null;
  const stages = (text("stage")?.split(",") ?? []).map((name) => oneOf("stage", name, STAGES));
  const triage = text("triage");
  const severity = text("severity");
  return {
    stages: stages as Stage[],
    triage: triage === null ? null : oneOf("triage", triage, CASE_TRIAGE),
    area: text("area"),
    category: text("category"),
    severity: severity === null ? null : Number(oneOf("severity", severity, ["1", "2", "3", "4"])),
    worker: text("worker"),
    text: text("q") ?? "",
    ids: idsOf(text("ids")),
  };
}

function idsOf(sent: string | null): ReadonlySet<string> | null {
  if (sent === null) return null;
  const ids = sent.split(",");
  if (ids.length <= MOST_IDS) return new Set(ids);
  throw new HttpError(400, `ids: ${ids.length} numbers; ask about ${MOST_IDS} at most`);
}

function oneOf<T extends string>(name: string, sent: string, known: readonly T[]): T {
  const found = known.find((one) => one === sent);
  if (!found) throw new HttpError(400, `${name}=${sent}: is unknown; use ${known.join(", ")}`);
  return found;
}

function atMost(sent: string | undefined): number {
  const limit = sent === undefined ? ROWS : Number(sent);
  if (Number.isInteger(limit) && limit >= 1 && limit <= MOST_ROWS) return limit;
  throw new HttpError(400, `limit=${sent}: use a whole number from 1 to ${MOST_ROWS}`);
}
