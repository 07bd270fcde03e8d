/** Reads the fields of a record one by one, and remembers the first that is wrong. */
import { type Parsed, quote, type Reason, type Refusal, refuse } from "./rejection.ts";

/** A record of unknown content; readers answer a harmless value after a fault, and {@link fault} says what was wrong. */
export class Fields {
  fault: Refusal | null = null;

  constructor(readonly row: Readonly<Record<string, unknown>>) {}

  /** The row as fields, if it is an object; `what` names the kind of record. */
  static of(row: unknown, what: string): Parsed<Fields> {
    return typeof row === "object" && row !== null && !Array.isArray(row)
      ? { ok: true, value: new Fields(row as Record<string, unknown>) }
      : refuse("unreadable", `${what} is an object; found ${quote(row)}`);
  }

  refuse(reason: Reason, detail: string): void {
    this.fault ??= refuse(reason, detail);
  }

  /** Takes a result of another parser. */
  take<T>(parsed: Parsed<T>, instead: T): T {
    if (parsed.ok) return parsed.value;
    this.fault ??= parsed;
    return instead;
  }

  has(name: string): boolean {
    const value = this.row[name];
    return value !== undefined && value !== null && value !== "";
  }

  /** Text with something in it. */
  text(name: string, most: number): string {
    if (!this.has(name)) {
      this.refuse("missing-field", `${name} is missing`);
      return "";
    }
    const value = this.row[name];
    if (typeof value !== "string") {
      this.refuse("unreadable", `${name} is ${quote(value)}; send a string`);
      return "";
    }
    const text = value.trim();
    if (text === "") this.refuse("missing-field", `${name} is blank`);
    else if (text.length > most) {
      this.refuse("out-of-range", `${name} has ${text.length} characters; the most is ${most}`);
    } else if (!text.isWellFormed()) this.refuse("unreadable", `${name} is not well-formed Unicode`);
    return text;
  }

  /** Text, or undefined when there is none or only white space. */
  optionalText(name: string, most: number): string | undefined {
    if (!this.has(name)) return undefined;
    const value = this.row[name];
    if (typeof value === "string" && value.trim() === "") return undefined;
    return this.text(name, most);
  }

  optionalNumber(name: string, least: number, most: number): number | undefined {
    if (!this.has(name)) return undefined;
    const value = this.row[name];
    if (typeof value !== "number") this.refuse("unreadable", `${name} is ${quote(value)}; send a number`);
    else if (!Number.isFinite(value)) this.refuse("not-finite", `${name} is not finite`);
    else if (value < least || value > most) {
      this.refuse("out-of-range", `${name} is ${value}; ${least} to ${most} are taken`);
    } else return value;
    return undefined;
  }
}

/** Only the entries that say something: `exactOptionalPropertyTypes` has no room for undefined. */
export function present<T extends object>(entries: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
