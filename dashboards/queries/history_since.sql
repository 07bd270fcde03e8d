-- Since when history knows of incidents, and of workers; 0: not yet.
SELECT
  (SELECT toInt64(ifNull(toUnixTimestamp64Milli(minOrNull(time)), 0)) FROM incidents) AS incidents,
  (SELECT toInt64(ifNull(toUnixTimestamp(minOrNull(quarter)), 0)) * 1000 FROM workers_by_quarter) AS workers
