-- Distinct workers in each of several quarters of an hour; quarters without any are not among the rows.
SELECT toUInt32(uniqMerge(workers)) AS workers
FROM workers_by_quarter
WHERE has({quarters:Array(Int64)}, toInt64(toUnixTimestamp(quarter)))
GROUP BY quarter
