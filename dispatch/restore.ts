/** What people were working on before this start: back from the ledger into the book and the live state. */
import type { Ledger } from "../store/ledger.ts";
import type { City } from "../streams/city.ts";
import type { CaseBook } from "./book.ts";
import { summaryOf } from "./case.ts";

/** Returns how many cases are worked on. The incidents of the city come first. */
export async function restoreCases(
  ledger: Pick<Ledger, "cases">,
  book: CaseBook,
  city?: Pick<City, "applyCase">,
): Promise<number> {
  for (const c of await ledger.cases.open()) {
    book.take(c);
    city?.applyCase(summaryOf(c));
  }
  return book.size;
}
