-- Counts a stored block that the view did not get to see.
INSERT INTO cells_by_minute
SELECT toStartOfMinute(time) AS minute, cell, count() AS fixes, uniqState(worker) AS workers
FROM fixes
WHERE batch = {batch:UInt64} AND bitAnd(flags, 5) = 0
GROUP BY minute, cell
