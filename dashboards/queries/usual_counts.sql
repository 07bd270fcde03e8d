-- Incidents of several periods together, by category and by cell of resolution 8, each incident once.
SELECT
  category,
  h3ToString(h3ToParent(cell, 8)) AS cell,
  toUInt32(count()) AS count
FROM incidents FINAL
WHERE arrayExists(
  (since, until) -> time >= fromUnixTimestamp64Milli(since) AND time < fromUnixTimestamp64Milli(until),
  {from:Array(Int64)},
  {to:Array(Int64)}
)
GROUP BY category, cell
