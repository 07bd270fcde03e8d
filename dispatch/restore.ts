/** What people were working on before this start: back from the ledger into the book. */
import type { Ledger } from "../store/ledger.ts";
import type { CaseBook } from "./book.ts";

/** Returns how many cases are worked on. */
export async function restoreCases(ledger: Pick<Ledger, "cases">, book: CaseBook): Promise<number> {
  for (const c of await ledger.cases.open()) book.take(c);
  return book.size;
}
