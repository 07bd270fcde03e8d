/** Whose track, when, and why. */
import { useId, useState } from "preact/hooks";
import { localText } from "../hotspots_state.ts";
import type { TrackAddress } from "./address.ts";
import type { TrackForm as Filled } from "./ask.ts";
import type { TrackWords } from "./words.ts";

const HOUR_MS = 3_600_000;
/** Without a time in the address: the last so many hours. */
const FIRST_HOURS = 4;

interface Props {
  readonly address: TrackAddress;
  readonly timeZone: string;
  readonly words: TrackWords;
  readonly busy: boolean;
  readonly onRead: (form: Filled) => void;
}

export function TrackForm({ address, timeZone, words, busy, onRead }: Props) {
  const [form, setForm] = useState<Filled>(() => ({
    worker: address.worker,
    from: address.from || localText(Date.now() - FIRST_HOURS * HOUR_MS, timeZone),
    to: address.to || localText(Date.now(), timeZone),
    reason: "",
  }));
  const hint = useId();
  const time = (name: "from" | "to") => (
    <label class="track-field">
      <span>{words[name]}</span>
      <input
        type="datetime-local"
        required
        value={form[name]}
        onInput={(event) => setForm({ ...form, [name]: event.currentTarget.value })}
      />
    </label>
  );
  return (
    <form
      class="track-form"
      onSubmit={(event) => {
        event.preventDefault();
        onRead(form);
      }}
    >
      <label class="track-field">
        <span>{words.worker}</span>
        <input
          required
          maxLength={128}
          value={form.worker}
          onInput={(event) => setForm({ ...form, worker: event.currentTarget.value })}
        />
      </label>
      <div class="track-times" title={words.zone(timeZone)}>
        {time("from")}
        {time("to")}
      </div>
      <label class="track-field">
        <span>{words.reason}</span>
        <textarea
          required
          minLength={4}
          maxLength={500}
          rows={3}
          aria-describedby={hint}
          value={form.reason}
          onInput={(event) => setForm({ ...form, reason: event.currentTarget.value })}
        />
      </label>
      <p id={hint} class="track-hint">{words.reasonHint}</p>
      <button type="submit" class="track-read" disabled={busy}>{busy ? words.reading : words.read}</button>
    </form>
  );
}
