/** Photos of a command: each is sent at once, shown with what it is of, and named by the command. */
import { useState } from "preact/hooks";
import { EVIDENCE_KINDS, type EvidenceKind } from "../../streams/record.ts";
import type { CaseWords } from "./words.ts";

export interface Photo {
  readonly hash: string;
  readonly kind: EvidenceKind;
}

interface Props {
  readonly photos: readonly Photo[];
  readonly first: EvidenceKind;
  readonly words: CaseWords;
  readonly onChange: (photos: readonly Photo[]) => void;
}

export function PhotosInput({ photos, first, words, onChange }: Props) {
  const [said, setSaid] = useState("");
  const take = async (files: readonly File[]) => {
    let all = photos;
    for (const file of files) {
      setSaid(words.photos.sending(file.name));
      const answer = await send(file);
      if ("error" in answer) return setSaid(`${file.name}: ${answer.error}`);
      if (!all.some(({ hash }) => hash === answer.hash)) all = [...all, { hash: answer.hash, kind: first }];
      onChange(all);
    }
    setSaid("");
  };
  return (
    <div class="case-photos">
      <label class="cases-field">
        <span>{words.photos.title}</span>
        <input
          type="file"
          multiple
          accept="image/jpeg,image/png,image/webp,image/heic"
          onChange={(event) => {
            void take([...event.currentTarget.files ?? []]);
            event.currentTarget.value = "";
          }}
        />
      </label>
      <p role="status">{said}</p>
      <ul>
        {photos.map(({ hash, kind }, i) => (
          <li key={hash}>
            <img src={`/api/evidence/${hash}`} alt={words.photos.kinds[kind]} />
            <select
              aria-label={words.photos.what(i + 1)}
              value={kind}
              onChange={(event) => {
                const other = event.currentTarget.value as EvidenceKind;
                onChange(photos.map((photo) => photo.hash === hash ? { hash, kind: other } : photo));
              }}
            >
              {EVIDENCE_KINDS.map((one) => <option key={one} value={one}>{words.photos.kinds[one]}</option>)}
            </select>
            <button type="button" onClick={() => onChange(photos.filter((photo) => photo.hash !== hash))}>
              {words.photos.leave(i + 1)}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Photos of an event or a case, to look at. */
export function Photos({ photos, words }: Pick<Props, "photos" | "words">) {
  return (
    <ul class="case-photos">
      {photos.map(({ hash, kind }) => (
        <li key={hash}>
          <a href={`/api/evidence/${hash}`} target="_blank" rel="noopener">
            <img src={`/api/evidence/${hash}`} alt={words.photos.kinds[kind]} loading="lazy" />
            <small>{words.photos.kinds[kind]}</small>
          </a>
        </li>
      ))}
    </ul>
  );
}

async function send(file: File): Promise<{ hash: string } | { error: string }> {
  try {
    const response = await fetch("/api/evidence", {
      method: "POST",
      headers: { "content-type": file.type || "application/octet-stream" },
      body: file,
    });
    return await response.json();
  } catch (error) {
    return { error: String(error) };
  }
}
