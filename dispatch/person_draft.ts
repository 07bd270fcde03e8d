/** What an administrator may write into an account, checked; every refusal names the field and the mend. Pure. */
import { z } from "zod";
import type { PersonDraft } from "../store/ledger_people.ts";
import { ROLES, WORKER_KINDS } from "../store/person.ts";
import { LONGEST_PASSWORD, SHORTEST_PASSWORD } from "./passwords.ts";

/** What accounts are refused for more often than not; screens have words for each in the reader's language. */
export const DRAFT_RULES = {
  "login-form": "2 to 64 letters without blanks",
  "too-long": "has more than 120 letters",
  "too-many": "are more than 1000",
} as const;
export type DraftRule = keyof typeof DRAFT_RULES;

const short = z.string().trim().min(1).max(120, DRAFT_RULES["too-long"]);
const codes = z.array(short).max(1_000, DRAFT_RULES["too-many"]);

const POST = z.strictObject({
  id: short,
  kind: z.enum(WORKER_KINDS),
  skills: codes.default([]),
  grids: codes.default([]),
});

const DRAFT = z.strictObject({
  // No blanks: a login is typed, and read out on the telephone.
  login: z.string().trim().regex(/^[^\s\p{Cc}]{2,64}$/u, DRAFT_RULES["login-form"]),
  name: short,
  roles: z.array(z.enum(ROLES)).max(ROLES.length),
  areas: codes,
  post: POST.optional(),
  active: z.boolean().default(true),
}).refine(({ roles, post }) => roles.includes("worker") === (post !== undefined), {
  path: ["post"],
  message: "goes with the role worker: give both, or neither",
});

export type Checked<T> = { readonly ok: true; readonly value: T } | {
  readonly ok: false;
  readonly why: string;
  readonly rule?: DraftRule;
};

export function checkDraft(sent: unknown): Checked<PersonDraft> {
  const { success, data, error } = DRAFT.safeParse(sent);
  if (!success) {
    const { path, message } = error.issues[0]!;
    const rule = (Object.keys(DRAFT_RULES) as DraftRule[]).find((one) => DRAFT_RULES[one] === message);
    return { ok: false, why: `${path.join(".") || "person"}: ${message}`, ...(rule ? { rule } : {}) };
  }
  const { post, ...rest } = data;
  return { ok: true, value: { ...rest, roles: [...new Set(rest.roles)], ...(post ? { post } : {}) } };
}

/** Long is what makes a password strong; letters of any kind are welcome. */
export function checkNewPassword(sent: unknown, login: string): Checked<string> {
  if (typeof sent !== "string" || sent.length < SHORTEST_PASSWORD) {
    return { ok: false, why: `password: use ${SHORTEST_PASSWORD} letters or more` };
  }
  if (sent.length > LONGEST_PASSWORD) {
    return { ok: false, why: `password: use at most ${LONGEST_PASSWORD} letters` };
  }
  const plain = sent.toLowerCase();
  if (
    plain ===
      login.toLowerCase().repeat(Math.ceil(plain.length / Math.max(1, login.length))).slice(0, plain.length)
  ) {
    return { ok: false, why: "password: is the login; choose another" };
  }
  if (new Set(plain).size < 4) return { ok: false, why: "password: has hardly any different letters" };
  return { ok: true, value: sent };
}
