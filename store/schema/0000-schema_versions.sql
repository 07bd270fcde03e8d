-- Which files of this folder were applied. Run at every start, before the others.
CREATE TABLE IF NOT EXISTS schema_versions (
  version UInt32,
  name String,
  checksum FixedString(64),          -- SHA-256 of the file, hexadecimal
  applied DateTime('UTC')
)
ENGINE = ReplacingMergeTree(applied)
ORDER BY version
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;
