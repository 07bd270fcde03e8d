-- Incidents per cell in a period and in the same hours a week before, each incident once, whatever became of it.
WITH
  fromUnixTimestamp64Milli({from:Int64}) AS since,
  fromUnixTimestamp64Milli({to:Int64}) AS until,
  fromUnixTimestamp64Milli({from_before:Int64}) AS since_before,
  fromUnixTimestamp64Milli({to_before:Int64}) AS until_before
SELECT
  h3ToString(at) AS cell,
  toUInt32(sum(now)) AS count,
  toUInt32(sum(past)) AS before,
  toUInt8(minIf(worst_of_category, now > 0)) AS worst,
  argMax(category, (now, past, category)) AS main_category,
  toUInt32(max(now)) AS main_count,
  argMaxIf(latest_address, address_time, latest_address != '') AS address
FROM (
  SELECT
    h3ToParent(cell, {resolution:UInt8}) AS at,
    category,
    countIf(time >= since AND time < until) AS now,
    countIf(time >= since_before AND time < until_before) AS past,
    minIf(severity, time >= since AND time < until) AS worst_of_category,
    argMaxIf(address, time, time >= since AND address != '') AS latest_address,
    maxIf(time, time >= since AND address != '') AS address_time
  FROM incidents FINAL
  WHERE time >= since_before AND time < until
    AND ({category:String} = '' OR category = {category:String})
    AND ({source:String} = '' OR source = {source:String})
  GROUP BY at, category
  HAVING now > 0 OR past > 0
)
GROUP BY at
LIMIT {most:UInt32}
