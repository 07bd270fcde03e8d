-- Workers with a counted fix in a short period.
SELECT DISTINCT worker
FROM fixes
WHERE time >= fromUnixTimestamp64Milli({from:Int64}) AND time < fromUnixTimestamp64Milli({to:Int64})
  AND bitAnd(flags, 5) = 0
