/** What the city keeps a record of. The shapes live beside the stores that keep them; see store/record.ts and store/case.ts. */
export * from "../store/case.ts";
export * from "../store/record.ts";
