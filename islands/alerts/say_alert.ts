/** What an alert says in the reader's words: what happened, to whom, where. Pure. */
import type { ClockStage } from "../../dispatch/case_clocks.ts";
import type { Alert } from "../../store/alert.ts";
import type { Speech } from "../say.ts";
import type { AlertWords } from "./words.ts";

/** As much of an alert as its words need. */
type Told = Pick<Alert, "kind" | "subject" | "data">;

export interface Voice {
  readonly words: AlertWords;
  readonly speech: Speech;
}

/** Names that a sentence lists before it says "and others". */
const NAMED = 3;

/** Who it is about: by name where there is one. */
export function whoOf({ subject, data }: Told, { speech }: Voice): string {
  const name = data["name"];
  return typeof name === "string" && name !== "" ? speech.name(name) : subject.worker ?? subject.case ?? "";
}

/** The street and community, or the district where that is all that is known; empty where nothing is. */
export function whereOf({ data }: Told, { speech }: Voice): string {
  return textsOf(data["where"]).map((name) => speech.name(name)).slice(-2).join(" ");
}

/** How old the place of an SOS is; the words for none. */
export function placeOf({ data }: Told, { words, speech }: Voice, now: number): string {
  const at = data["placeAt"];
  if (typeof at !== "number") return words.noPlace;
  const accuracy = data["accuracy"];
  return [
    words.placeAge(speech.when(at, now)),
    ...typeof accuracy === "number" ? [words.accuracy(speech.distance(accuracy))] : [],
  ].join(" · ");
}

/** It stands for all cases that were late before the record of the city began. */
export function isPast({ kind, subject }: Told): boolean {
  return kind === "escalation" && subject.case === undefined;
}

/** One sentence without the place. */
export function whatOf(alert: Told, voice: Voice, now: number): string {
  const { words, speech } = voice, { data } = alert;
  const who = whoOf(alert, voice), fence = speech.name(String(data["fence"] ?? ""));
  switch (alert.kind) {
    case "sos":
      return [who, ...typeof data["text"] === "string" ? [data["text"]] : []].join(" · ");
    case "escalation": {
      if (isPast(alert)) {
        return words.past(speech.count(numberOf(data["count"])), speech.when(numberOf(data["from"]), now));
      }
      const stage = words.stages[data["stage"] as ClockStage] ?? "";
      const late = words.escalation(
        stage,
        speech.when(numberOf(data["deadline"]), now),
        numberOf(data["level"]),
      );
      return [speech.name(String(data["title"] ?? "")), late].filter((part) => part !== "").join(" · ");
    }
    case "fence-enter":
      return words.entered(who, fence);
    case "fence-leave":
      return words.left(who, fence);
    case "fence-absent":
      return words.absent(who, fence);
    case "silent":
      return data["count"] === undefined
        ? words.silent(who, speech.when(numberOf(data["last"]), now))
        : words.silentMany(speech.count(numberOf(data["count"])), listOf(data, voice));
    case "bunching":
      return words.bunching(speech.count(numberOf(data["count"])), listOf(data, voice));
    case "uncovered":
      return numberOf(data["open"]) > 0
        ? words.uncovered(speech.count(numberOf(data["open"])))
        : words.uncoveredQuiet;
  }
}

function listOf(data: Alert["data"], { words, speech }: Voice): string {
  const names = textsOf(data["names"]).map((name) => speech.name(name));
  const shown = names.slice(0, NAMED).join(words.between);
  return numberOf(data["count"]) > NAMED ? words.andMore(shown) : shown;
}

function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
}

function numberOf(value: unknown): number {
  return typeof value === "number" ? value : 0;
}
