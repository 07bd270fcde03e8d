-- A block's busiest minute: fixes that are stored, fixes that are counted, and how many of them the block brought.
WITH
  (
    SELECT (toStartOfMinute(time), count())
    FROM fixes
    WHERE batch = {batch:UInt64} AND bitAnd(flags, 5) = 0
    GROUP BY toStartOfMinute(time)
    ORDER BY count() DESC
    LIMIT 1
  ) AS busiest
SELECT
  busiest.2 AS brought,
  (
    SELECT count()
    FROM fixes
    WHERE time >= busiest.1 AND time < busiest.1 + INTERVAL 1 MINUTE AND bitAnd(flags, 5) = 0
  ) AS stored,
  (SELECT sum(fixes) FROM cells_by_minute WHERE minute = busiest.1) AS counted
