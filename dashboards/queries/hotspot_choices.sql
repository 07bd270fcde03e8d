-- Incidents by category and source in a period and in the same hours a week before: what can be chosen.
WITH
  fromUnixTimestamp64Milli({from:Int64}) AS since,
  fromUnixTimestamp64Milli({to:Int64}) AS until,
  fromUnixTimestamp64Milli({from_before:Int64}) AS since_before,
  fromUnixTimestamp64Milli({to_before:Int64}) AS until_before
SELECT
  category,
  source,
  toUInt32(countIf(time >= since AND time < until)) AS count,
  toUInt32(countIf(time >= since_before AND time < until_before)) AS before
FROM incidents FINAL
WHERE time >= since_before AND time < until
GROUP BY category, source
HAVING count > 0 OR before > 0
