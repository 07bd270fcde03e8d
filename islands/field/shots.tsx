/** Photos taken for a command: each shown, each to be left out again. They go with the command, whenever that can be. */
import { useEffect, useMemo } from "preact/hooks";
import type { EvidenceKind } from "../../store/case.ts";
import type { Shot } from "./model.ts";
import type { FieldWords } from "./words.ts";

/** The server takes 20 with a command. */
const MOST = 10;

interface Props {
  readonly kind: EvidenceKind;
  readonly label: string;
  readonly shots: readonly Shot[];
  readonly words: FieldWords;
  readonly onChange: (shots: readonly Shot[]) => void;
}

export function Shots({ kind, label, shots, words, onChange }: Props) {
  const own = shots.filter((shot) => shot.kind === kind);
  return (
    <fieldset class="field-shots">
      <legend>{label}</legend>
      {own.map((shot, i) => (
        <span key={`${shot.file.name}${shot.file.lastModified}${shot.file.size}`} class="field-shot">
          <Thumb file={shot.file} alt={words.photo(i + 1)} />
          <button
            type="button"
            aria-label={words.removePhoto(i + 1)}
            onClick={() =>
              onChange(shots.filter((one) =>
                one !== shot
              ))}
          >
            ×
          </button>
        </span>
      ))}
      {own.length < MOST
        ? (
          <label class="field-big">
            {words.addPhoto}
            <input
              type="file"
              accept="image/*"
              capture="environment"
              class="unseen"
              onChange={({ currentTarget }) => {
                const files = [...currentTarget.files ?? []];
                currentTarget.value = "";
                onChange([...shots, ...files.map((file) => ({ file, kind }))]);
              }}
            />
          </label>
        )
        : null}
    </fieldset>
  );
}

function Thumb({ file, alt }: { readonly file: File; readonly alt: string }) {
  const url = useMemo(() => URL.createObjectURL(file), [file]);
  useEffect(() => () => URL.revokeObjectURL(url), [url]);
  return <img src={url} alt={alt} />;
}
