-- Incidents per cell in several periods together, each incident once, whatever became of it.
SELECT h3ToString(at) AS cell, toUInt32(count()) AS incidents
FROM (
  SELECT h3ToParent(cell, {resolution:UInt8}) AS at
  FROM incidents FINAL
  WHERE time >= fromUnixTimestamp64Milli(arrayMin({starts:Array(Int64)}))
    AND time < fromUnixTimestamp64Milli(arrayMax({ends:Array(Int64)}))
    AND arrayExists(
      (start, end) -> time >= fromUnixTimestamp64Milli(start) AND time < fromUnixTimestamp64Milli(end),
      {starts:Array(Int64)}, {ends:Array(Int64)})
    AND (empty({categories:Array(String)}) OR has({categories:Array(String)}, category))
    AND (empty({sources:Array(String)}) OR has({sources:Array(String)}, source))
)
GROUP BY at
ORDER BY incidents DESC, at
LIMIT {most:UInt32}
