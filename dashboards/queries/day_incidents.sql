-- Incidents that were reported in each quarter of an hour since an instant (epoch s, a whole quarter).
SELECT
  toInt64(toUnixTimestamp(toStartOfFifteenMinutes(toDateTime(time, 'UTC')))) AS quarter,
  toUInt32(count()) AS count
FROM incidents FINAL
WHERE time >= fromUnixTimestamp({since:Int64})
GROUP BY quarter
