/** Who sends: asked once, kept on this machine, as long as there are no accounts. */
import { type Signal, signal } from "@preact/signals";
import { useState } from "preact/hooks";
import { useWall } from "./model.ts";

const KEPT_AS = "hexwall-dispatcher";
const LONGEST = 60;

const dispatcher = signal<string | null>(readKept());

export function useDispatcher(): Signal<string | null> {
  return dispatcher;
}

export function DispatcherName({ name }: { name: Signal<string | null> }) {
  const { words } = useWall().speech.value;
  const [text, setText] = useState("");
  if (name.value) {
    return (
      <span class="age">
        {words.dispatcher(name.value)}{" "}
        <button type="button" class="text-button" onClick={() => keep(name, null)}>{words.changeName}</button>
      </span>
    );
  }
  return (
    <form
      class="ask-name"
      onSubmit={(event) => {
        event.preventDefault();
        keep(name, text.trim() || null);
      }}
    >
      <label>
        <span class="unseen">{words.yourName}</span>
        <input
          placeholder={words.yourNameWhy}
          value={text}
          maxLength={LONGEST}
          autocomplete="name"
          required
          onInput={(event) => setText(event.currentTarget.value)}
        />
      </label>
      <button type="submit" class="primary">{words.saveName}</button>
    </form>
  );
}

function keep(name: Signal<string | null>, value: string | null): void {
  name.value = value;
  try {
    if (value === null) localStorage.removeItem(KEPT_AS);
    else localStorage.setItem(KEPT_AS, value);
  } catch {
    // A browser that keeps nothing asks again after a reload.
  }
}

function readKept(): string | null {
  try {
    return localStorage.getItem(KEPT_AS);
  } catch {
    return null;
  }
}
