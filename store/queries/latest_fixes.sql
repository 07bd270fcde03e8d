-- The newest shown fix of each worker that was heard of since an instant.
SELECT
  worker,
  toUnixTimestamp64Milli(newest.1) AS time,
  newest.2 AS lat,
  newest.3 AS lon,
  if(isNaN(newest.4), NULL, newest.4) AS speed,
  if(isNaN(newest.5), NULL, newest.5) AS heading
FROM (
  SELECT worker, max((time, lat, lon, speed, heading)) AS newest
  FROM fixes
  WHERE time >= fromUnixTimestamp64Milli({since:Int64}) AND flags = 0
  GROUP BY worker
)
