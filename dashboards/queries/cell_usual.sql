-- Incidents of a cell in several periods of the same length together, in steps that begin with each period.
SELECT
  toUInt32(intDiv(toUnixTimestamp(time) - start, {step:UInt32})) AS step,
  toUInt32(count()) AS incidents
FROM incidents FINAL
ARRAY JOIN {starts:Array(Int64)} AS start
WHERE cell BETWEEN {first:UInt64} AND {last:UInt64}
  AND time >= fromUnixTimestamp(start)
  AND time < fromUnixTimestamp(start + {length:Int64})
GROUP BY step
