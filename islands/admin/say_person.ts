/** Parts of an account in words. */
import { type Person, WHOLE_CITY } from "../../store/person.ts";
import type { Speech } from "../say.ts";
import type { Part } from "./draft.ts";
import type { District } from "./use_admin.ts";
import type { AdminWords } from "./words.ts";

export interface Voice {
  readonly words: AdminWords;
  readonly speech: Speech;
  readonly districts: readonly District[];
}

export function joined(texts: readonly string[], { speech }: Pick<Voice, "speech">): string {
  return texts.join(speech.lang === "zh" ? "、" : ", ");
}

export function rolesText({ roles }: Pick<Person, "roles">, voice: Voice): string {
  const { words, speech } = voice;
  return roles.length === 0
    ? words.noRoles
    : joined(roles.map((role) => speech.words.roleNames[role]), voice);
}

export function areasText({ areas }: Pick<Person, "areas">, voice: Voice): string {
  const { words, speech, districts } = voice;
  if (areas.includes(WHOLE_CITY)) return words.wholeCity;
  const name = (code: string) => districts.find((district) => district.code === code)?.name ?? code;
  return areas.length === 0 ? words.none : joined(areas.map((code) => speech.name(name(code))), voice);
}

export function partText(part: Part, person: Person, voice: Voice): string {
  const { words } = voice;
  switch (part) {
    case "login":
    case "name":
      return person[part];
    case "roles":
      return rolesText(person, voice);
    case "areas":
      return areasText(person, voice);
    case "active":
      return person.active ? words.active : words.left;
    case "post": {
      if (!person.post) return words.none;
      const { id, kind, skills, grids } = person.post;
      return [id, words.kinds[kind], joined(skills, voice), joined(grids, voice)].filter(Boolean).join(" · ");
    }
  }
}
