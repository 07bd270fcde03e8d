-- Where a worker was: the fixes of a period that nothing speaks against (1 future, 4 jump), in their order.
SELECT
  toUnixTimestamp64Milli(f.time) AS time,
  lat,
  lon,
  if(isNaN(f.accuracy), NULL, f.accuracy) AS accuracy,
  if(isNaN(f.speed), NULL, f.speed) AS speed,
  if(isNaN(f.heading), NULL, f.heading) AS heading
FROM fixes AS f
WHERE f.worker = {worker:String}
  AND f.time >= fromUnixTimestamp64Milli({from:Int64})
  AND f.time < fromUnixTimestamp64Milli({to:Int64})
  AND bitAnd(f.flags, 5) = 0
ORDER BY f.time
LIMIT {limit:UInt32}
