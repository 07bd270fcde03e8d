/** Importing a table of accounts: choose a file, see what each row would change, write all of it or nothing. */
import { useState } from "preact/hooks";
import { PEOPLE_COLUMNS } from "../../dispatch/people_table.ts";
import { focusOnce } from "../cases/focus.ts";
import { csvText } from "../csv_text.ts";
import { download } from "../download.ts";
import { ImportPreview, named } from "./import_preview.tsx";
import { columnText } from "./import_words.ts";
import { linksCsv } from "./links_csv.ts";
import { joined, type Voice } from "./say_person.ts";
import { type ImportState, useImport } from "./use_import.ts";

interface Props {
  readonly voice: Voice;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

export function ImportPeople({ voice, onDone, onClose }: Props) {
  const { imports } = voice.words;
  const { state, look, write, again } = useImport(voice.words, onDone);
  return (
    <section
      class="cases-list admin-import"
      aria-label={imports.title}
      onKeyDown={(event) => {
        if (event.key === "Escape" && state.kind === "choose") onClose();
      }}
    >
      <header>
        <h2>{imports.title}</h2>
        <button type="button" onClick={onClose}>{imports.back}</button>
      </header>
      <Step state={state} voice={voice} onLook={look} onWrite={write} onAgain={again} />
    </section>
  );
}

interface StepProps {
  readonly state: ImportState;
  readonly voice: Voice;
  readonly onLook: (file: File) => void;
  readonly onWrite: (seen: string, links: boolean) => void;
  readonly onAgain: () => void;
}

function Step({ state, voice, onLook, onWrite, onAgain }: StepProps) {
  const { imports } = voice.words;
  switch (state.kind) {
    case "choose":
      return <Choose voice={voice} onLook={onLook} />;
    case "reading": {
      const percent = Math.floor(state.share * 100);
      return (
        <div class="admin-step">
          <p role="status">{named(state.file, voice)}{imports.reading(`${percent} %`)}</p>
          <progress max={100} value={percent} aria-label={imports.reading("")} />
        </div>
      );
    }
    case "writing":
      return (
        <div class="admin-step">
          <p role="status">{named(state.file, voice)}{imports.writing}</p>
          <progress aria-label={imports.writing} />
        </div>
      );
    case "preview":
      return (
        <ImportPreview
          file={state.file}
          preview={state.preview}
          stale={state.stale}
          voice={voice}
          onWrite={onWrite}
          onAgain={onAgain}
        />
      );
    case "done":
      return <Done state={state} voice={voice} onAgain={onAgain} />;
    case "failed":
      return (
        <div class="admin-step" role="alert">
          <p>{state.text}</p>
          <button type="button" ref={focusOnce} onClick={onAgain}>{imports.another}</button>
        </div>
      );
  }
}

function Choose({ voice, onLook }: { readonly voice: Voice; readonly onLook: (file: File) => void }) {
  const { words: { imports }, speech } = voice;
  const heads = PEOPLE_COLUMNS.map((column) => columnText(column, speech.lang));
  return (
    <div class="admin-step">
      <p>{imports.how}</p>
      <p>{imports.columns}{joined(heads, voice)}</p>
      <p>{imports.codings}</p>
      {/* A browser writes its own language into its own button. */}
      <label class="admin-file">
        <span>{imports.choose}</span>
        <input
          type="file"
          accept=".csv,text/csv"
          ref={focusOnce}
          onChange={({ currentTarget: { files } }) => {
            if (files?.[0]) onLook(files[0]);
          }}
        />
      </label>
      <p>
        <button type="button" class="link" onClick={() => download("people.csv", csvText([heads]))}>
          {imports.template}
        </button>
      </p>
    </div>
  );
}

interface DoneProps {
  readonly state: ImportState & { kind: "done" };
  readonly voice: Voice;
  readonly onAgain: () => void;
}

function Done({ state: { counts, links }, voice: { words: { imports }, speech }, onAgain }: DoneProps) {
  const [said, setSaid] = useState("");
  const keep = () => {
    download("password-links.csv", linksCsv(links, location.origin));
    setSaid(imports.downloaded);
  };
  return (
    <div class="admin-step">
      <p role="status" class="admin-fresh">
        {imports.done(speech.count(counts.new), speech.count(counts.changed))}
      </p>
      {links.length > 0
        ? (
          <>
            <p>{imports.linksWhy(speech.count(links.length))}</p>
            <p>
              <button type="button" class="primary" ref={focusOnce} onClick={keep}>{imports.download}</button>
            </p>
            <p role="status">{said}</p>
          </>
        )
        : null}
      <p>
        <button type="button" ref={links.length > 0 ? null : focusOnce} onClick={onAgain}>
          {imports.another}
        </button>
      </p>
    </div>
  );
}
