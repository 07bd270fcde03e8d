-- Fixes and distinct workers of a cell in steps of equal length; steps without any are left out.
SELECT
  toUInt32(intDiv(toUnixTimestamp(minute) - {from:Int64}, {step:UInt32})) AS step,
  toUInt32(sum(fixes)) AS fixes,
  toUInt32(uniqMerge(workers)) AS workers
FROM cells_by_minute
WHERE cell BETWEEN {first:UInt64} AND {last:UInt64}
  AND minute >= fromUnixTimestamp({from:Int64})
  AND minute < fromUnixTimestamp({to:Int64})
GROUP BY step
