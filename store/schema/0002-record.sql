-- A copy of the ledger's record for questions about history: it can be emptied and filled again from the ledger's events.

-- The newest revision of each incident; ask with FINAL. No partitions: a block of events is one part, wholly there or
-- not at all, and a revision meets the one before it whatever became of its time.
CREATE TABLE IF NOT EXISTS incidents (
  source LowCardinality(String),
  id String,
  revision UInt32,
  seq UInt64,
  status LowCardinality(String),     -- open, closed, withdrawn
  category LowCardinality(String),
  severity UInt8,                    -- 1 is the most severe
  time DateTime64(3, 'UTC'),
  received DateTime64(3, 'UTC'),
  updated DateTime64(3, 'UTC'),
  lat Float64,
  lon Float64,
  cell UInt64,                       -- H3 at resolution 10
  title String CODEC(ZSTD(1)),
  text String CODEC(ZSTD(1)),
  reporter String CODEC(ZSTD(1)),
  address String CODEC(ZSTD(1))
)
ENGINE = ReplacingMergeTree(revision)
ORDER BY (source, id)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

-- Incidents by category, cell and minute. A view and not a table that is fed: an incident comes in several revisions, may
-- move and may be withdrawn, and a sum once added cannot be taken back. FINAL counts each incident once, as it is now.
CREATE VIEW IF NOT EXISTS incident_counts_by_minute AS
SELECT toStartOfMinute(toDateTime(time)) AS minute, cell, category, status, count() AS incidents
FROM incidents FINAL
GROUP BY minute, cell, category, status;

CREATE TABLE IF NOT EXISTS assignments (
  source LowCardinality(String),
  incident String,
  seq UInt64,
  worker String,
  by String,
  at DateTime64(3, 'UTC')
)
ENGINE = ReplacingMergeTree(seq)
ORDER BY (source, incident)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

CREATE TABLE IF NOT EXISTS cameras (
  id String,
  updated DateTime64(3, 'UTC'),
  name String,
  lat Float64,
  lon Float64,
  cell UInt64,                       -- H3 at resolution 10
  bearing Float32,                   -- degrees from north; NaN: unknown, as is fov
  fov Float32,
  owner String,
  streams String CODEC(ZSTD(1))      -- JSON
)
ENGINE = ReplacingMergeTree(updated)
ORDER BY id
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

-- How far the copy has come: written after the rows it speaks of.
CREATE TABLE IF NOT EXISTS projected (
  name String,
  seq UInt64
)
ENGINE = ReplacingMergeTree(seq)
ORDER BY name
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;
