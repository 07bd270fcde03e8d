/** CSV for spreadsheets. Pure. */

/** Begins with a byte order mark: spreadsheets otherwise read Chinese as another encoding. Lines end as RFC 4180 says. */
export function csvText(rows: readonly (readonly (string | number | null)[])[]): string {
  return "\uFEFF" + rows.map((row) => row.map(field).join(",") + "\r\n").join("");
}

function field(value: string | number | null): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  // A spreadsheet takes text that begins so for a formula; what citizens write must not run.
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
