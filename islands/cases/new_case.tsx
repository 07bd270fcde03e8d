/** Taking a report in by hand. */
import type { JSX } from "preact";
import { useMemo, useState } from "preact/hooks";
import type { CityDescription } from "../city.ts";
import type { Speech } from "../say.ts";
import { randomKey } from "../wall/sending.ts";
import { answerText } from "./answer_text.ts";
import { focusOnce } from "./focus.ts";
import { Desk, type Given, isUndone } from "./command.ts";
import type { CaseWords } from "./words.ts";

interface Props {
  readonly city: CityDescription;
  readonly words: CaseWords;
  readonly speech: Speech;
  readonly onDone: (id: string) => void;
  readonly onClose: () => void;
}

export function NewCase({ city, words, speech, onDone, onClose }: Props) {
  const [filled, setFilled] = useState<Readonly<Record<string, string>>>({
    severity: "3",
    ...middleOf(city),
  });
  const [given, setGiven] = useState<Given>({ kind: "idle" });
  const desk = useMemo(() => new Desk(randomKey), []);
  const { fields } = words;
  const bind = (name: string) => ({
    value: filled[name] ?? "",
    onInput: (event: { currentTarget: { value: string } }) =>
      setFilled({ ...filled, [name]: event.currentTarget.value }),
  });
  const submit = async () => {
    setGiven({ kind: "sending" });
    const outcome = await desk.give("/api/cases", { report: reportOf(filled) }, words.newCase);
    setGiven(outcome);
    if (outcome.kind === "answered" && outcome.answer.kind === "done") onDone(outcome.answer.cases[0]!.id);
  };
  return (
    <section class="case-panel" aria-label={words.newCase}>
      <header>
        <h2>{words.newCase}</h2>
        <button type="button" class="case-close" onClick={onClose}>{words.close}</button>
      </header>
      <form
        class="case-form"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <label class="cases-field">
          <span>{fields.category}</span>
          {city.categories.length === 0
            ? <input type="text" required maxLength={200} ref={focusOnce} {...bind("category")} />
            : (
              <select required ref={focusOnce} {...bind("category")}>
                <option value="" />
                {city.categories.map(({ code }) => (
                  <option key={code} value={code}>{speech.category(code)}</option>
                ))}
              </select>
            )}
        </label>
        <label class="cases-field">
          <span>{fields.severity}</span>
          <select required {...bind("severity")}>
            {[1, 2, 3, 4].map((one) => <option key={one} value={one}>{words.severities[one]}</option>)}
          </select>
        </label>
        <Line name={fields.title} required {...bind("title")} />
        <Line name={fields.address} {...bind("address")} />
        <Line name={fields.reporter} {...bind("reporter")} />
        <Line name={fields.lat} required inputMode="decimal" {...bind("lat")} />
        <Line name={fields.lon} required inputMode="decimal" {...bind("lon")} />
        <label class="cases-field">
          <span>{fields.text}</span>
          <textarea rows={3} maxLength={2_000} {...bind("text")} />
        </label>
        <p class="case-form-foot">
          <button type="submit" class="primary" disabled={given.kind === "sending"}>
            {given.kind === "sending" ? words.sending : words.newCase}
          </button>
          <button type="button" onClick={onClose}>{words.cancel}</button>
        </p>
        <p class={isUndone(given) ? "case-said warn" : "case-said"} role="status">
          {answerText(given, words, speech)}
        </p>
      </form>
    </section>
  );
}

function Line({ name, ...input }: { name: string } & JSX.IntrinsicElements["input"]) {
  return (
    <label class="cases-field">
      <span>{name}</span>
      <input type="text" maxLength={200} {...input} />
    </label>
  );
}

/** A place to begin from: whoever takes a call corrects it. */
function middleOf({ bounds: [west, south, east, north] }: CityDescription): Record<string, string> {
  return { lat: ((south + north) / 2).toFixed(5), lon: ((west + east) / 2).toFixed(5) };
}

function reportOf(filled: Readonly<Record<string, string>>): Record<string, unknown> {
  const texts = Object.entries(filled).filter(([, text]) => text.trim() !== "");
  const { lat, lon, severity, ...rest } = Object.fromEntries(texts);
  return { ...rest, severity: Number(severity), lat: Number(lat), lon: Number(lon) };
}
