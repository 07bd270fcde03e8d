/** What openapi.ts says in English, and how that is said in Chinese. */
export type Phrases = Readonly<Record<string, string>>;
