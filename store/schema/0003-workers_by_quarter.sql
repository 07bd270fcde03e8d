-- Distinct workers per quarter of an hour: how many were on duty, for comparisons with the weeks before. A few rows a day,
-- because counting them from cells_by_minute would read every cell of the city.
CREATE TABLE IF NOT EXISTS workers_by_quarter (
  quarter DateTime('UTC'),
  workers AggregateFunction(uniq, String) CODEC(ZSTD(1))
)
ENGINE = AggregatingMergeTree
ORDER BY quarter
SETTINGS ttl_only_drop_parts = 1;

-- A block that is stored and, after a crash, not seen here costs a quarter some workers who sent nothing else in it.
CREATE MATERIALIZED VIEW IF NOT EXISTS workers_by_quarter_view TO workers_by_quarter AS
SELECT toStartOfFifteenMinutes(toDateTime(time, 'UTC')) AS quarter, uniqState(worker) AS workers
FROM fixes
WHERE bitAnd(flags, 5) = 0
GROUP BY quarter;
