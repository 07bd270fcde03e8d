-- Distinct workers in each quarter of an hour since an instant (epoch s, a whole quarter).
SELECT toInt64(toUnixTimestamp(quarter)) AS quarter, toUInt32(uniqMerge(workers)) AS count
FROM workers_by_quarter
WHERE quarter >= fromUnixTimestamp({since:Int64})
GROUP BY quarter
