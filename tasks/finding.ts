/** What the doctor finds, a line each. */
export type Finding = { readonly kind: "ok" | "note" | "fault"; readonly text: string };

export const ok = (text: string): Finding => ({ kind: "ok", text });
export const note = (text: string): Finding => ({ kind: "note", text });
export const fault = (text: string): Finding => ({ kind: "fault", text });
