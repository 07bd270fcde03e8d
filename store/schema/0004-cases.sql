-- What people decided, copied from the ledger's events; like the rest of the record it can be emptied and filled again.

-- Who is sent is a matter of the case.
DROP TABLE IF EXISTS assignments;

-- Every event of every case, with the case as it was after it; ask with FINAL, or count distinct seq.
CREATE TABLE IF NOT EXISTS case_events (
  seq UInt64,                        -- number of the event in the city's history
  case String,
  version UInt32,                    -- from 1, without a gap
  kind LowCardinality(String),
  at DateTime64(3, 'UTC'),
  by String,                         -- account, or the rule that decided
  name String,
  stage LowCardinality(String),
  category LowCardinality(String),
  severity UInt8,
  areas Array(LowCardinality(String)),
  cell UInt64,                       -- H3 at resolution 10
  body String CODEC(ZSTD(1))         -- the event as JSON
)
ENGINE = ReplacingMergeTree
ORDER BY seq
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

-- The newest state of each case; ask with FINAL. An instant is null until the case came so far.
CREATE TABLE IF NOT EXISTS cases (
  case String,
  version UInt32,
  stage LowCardinality(String),
  category LowCardinality(String),
  severity UInt8,
  title String CODEC(ZSTD(1)),
  address String CODEC(ZSTD(1)),
  areas Array(LowCardinality(String)),
  lat Float64,
  lon Float64,
  cell UInt64,                       -- H3 at resolution 10
  source LowCardinality(String),     -- of the first report
  workers Array(String),
  merged_into String,
  updated DateTime64(3, 'UTC'),
  reported Nullable(DateTime64(3, 'UTC')),
  verified Nullable(DateTime64(3, 'UTC')),
  filed Nullable(DateTime64(3, 'UTC')),
  dispatched Nullable(DateTime64(3, 'UTC')),
  accepted Nullable(DateTime64(3, 'UTC')),
  arrived Nullable(DateTime64(3, 'UTC')),
  handled Nullable(DateTime64(3, 'UTC')),
  checked Nullable(DateTime64(3, 'UTC')),
  closed Nullable(DateTime64(3, 'UTC'))
)
ENGINE = ReplacingMergeTree(version)
ORDER BY case
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;
