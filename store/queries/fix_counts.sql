-- Fixes per cell in a period, in steps of equal length.
SELECT
  toUInt32(intDiv(toUnixTimestamp(minute), {step:UInt32}) * {step:UInt32}) AS at,
  cell,
  toUInt32(sum(fixes)) AS count
FROM cells_by_minute
WHERE minute >= fromUnixTimestamp({from:Int64}) AND minute < fromUnixTimestamp({to:Int64})
GROUP BY at, cell
ORDER BY at
