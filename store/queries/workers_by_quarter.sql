-- Distinct workers of each quarter of an hour in a period; quarters without any are not among the rows.
SELECT toInt64(toUnixTimestamp(quarter)) * 1000 AS start, toUInt32(uniqMerge(workers)) AS count
FROM workers_by_quarter
WHERE quarter >= fromUnixTimestamp64Milli({from:Int64}) AND quarter < fromUnixTimestamp64Milli({to:Int64})
GROUP BY quarter
