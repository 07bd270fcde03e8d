-- Fixes per cell: in single minutes since `fine`, and before it in quarters of an hour since `since`.
SELECT
  toUInt32(if(minute >= fromUnixTimestamp({fine:Int64}), minute, toStartOfFifteenMinutes(minute))) AS at,
  cell,
  toUInt32(sum(fixes)) AS count
FROM cells_by_minute
WHERE minute >= fromUnixTimestamp({since:Int64})
GROUP BY at, cell
ORDER BY at
