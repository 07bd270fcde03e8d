-- For each moment, how many incidents the day before it had: none means that nobody kept a record then.
SELECT
  sumForEach(arrayMap(
    start -> toUInt32(
      time >= fromUnixTimestamp64Milli(start - 86400000) AND time < fromUnixTimestamp64Milli(start)),
    {starts:Array(Int64)})) AS kept
FROM incidents
WHERE time >= fromUnixTimestamp64Milli(arrayMin({starts:Array(Int64)}) - 86400000)
  AND time < fromUnixTimestamp64Milli(arrayMax({starts:Array(Int64)}))
