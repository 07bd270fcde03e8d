-- Incidents that happened in a cell in steps of equal length, each once, whatever became of it.
SELECT
  toUInt32(intDiv(toUnixTimestamp(time) - {from:Int64}, {step:UInt32})) AS step,
  toUInt32(count()) AS incidents
FROM incidents FINAL
WHERE cell BETWEEN {first:UInt64} AND {last:UInt64}
  AND time >= fromUnixTimestamp({from:Int64})
  AND time < fromUnixTimestamp({to:Int64})
GROUP BY step
