-- The newest shown fix of each worker that was heard of since an instant. Two passes, because finding the newest times
-- first and then fetching their rows takes half the time of argMax over every column.
SELECT
  worker,
  toUnixTimestamp64Milli(fixes.time) AS time,
  lat,
  lon,
  if(isNaN(fixes.speed), NULL, fixes.speed) AS speed,
  if(isNaN(fixes.heading), NULL, fixes.heading) AS heading
FROM fixes
WHERE fixes.time >= fromUnixTimestamp64Milli({since:Int64})
  AND flags = 0
  AND (worker, fixes.time) IN (
    SELECT worker, max(fixes.time)
    FROM fixes
    WHERE fixes.time >= fromUnixTimestamp64Milli({since:Int64}) AND flags = 0
    GROUP BY worker
  )
