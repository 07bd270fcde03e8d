-- Every accepted fix. A block of the recorder holds fixes of one UTC day, so it becomes one part: wholly there or not at
-- all. Ordered by five minutes and then by cell: fixes come in the order of time, so sorting and merging are cheap, and
-- both a period and a cell within a period are short ranges.
CREATE TABLE IF NOT EXISTS fixes (
  worker String CODEC(ZSTD(1)),
  time DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
  received DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
  lat Float64 CODEC(ZSTD(1)),
  lon Float64 CODEC(ZSTD(1)),
  accuracy Float32 CODEC(ZSTD(1)),   -- metres; NaN in these four: the feed did not say
  speed Float32 CODEC(ZSTD(1)),      -- m/s
  heading Float32 CODEC(ZSTD(1)),    -- degrees from north
  battery Float32 CODEC(ZSTD(1)),    -- per cent
  cell UInt64 CODEC(Delta, ZSTD(1)), -- H3 at resolution 10
  flags UInt8 CODEC(ZSTD(1)),        -- 1 future, 2 old, 4 jump, 8 late; see streams/batch.ts
  feed LowCardinality(String),
  batch UInt64 CODEC(Delta, ZSTD(1)), -- number of the recorder's block: tells whether a block is stored
  INDEX batches batch TYPE minmax GRANULARITY 8
)
ENGINE = MergeTree
PARTITION BY toYYYYMMDD(time)
ORDER BY (toStartOfFiveMinutes(time), cell)
SETTINGS ttl_only_drop_parts = 1, materialize_ttl_recalculate_only = 1;

-- Fixes and distinct workers per cell and minute. Ordered by hour first: a period is one range, and a cell in a day is 24
-- short ones. Small granules, because a cell of resolution 6 has only some hundred rows an hour.
CREATE TABLE IF NOT EXISTS cells_by_minute (
  minute DateTime('UTC') CODEC(Delta, ZSTD(1)),
  cell UInt64 CODEC(Delta, ZSTD(1)),
  fixes SimpleAggregateFunction(sum, UInt64) CODEC(ZSTD(1)),
  workers AggregateFunction(uniq, String) CODEC(ZSTD(1))
)
ENGINE = AggregatingMergeTree
PARTITION BY toYYYYMMDD(minute)
ORDER BY (toStartOfHour(minute), cell, minute)
SETTINGS ttl_only_drop_parts = 1, materialize_ttl_recalculate_only = 1,
  index_granularity = 1024;

-- Without fixes of the future and jumps (1 + 4): nobody knows when, or whether, somebody was there.
CREATE MATERIALIZED VIEW IF NOT EXISTS cells_by_minute_view TO cells_by_minute AS
SELECT toStartOfMinute(time) AS minute, cell, count() AS fixes, uniqState(worker) AS workers
FROM fixes
WHERE bitAnd(flags, 5) = 0
GROUP BY minute, cell;
