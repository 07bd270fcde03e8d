-- Median speed of moves within a cell of resolution 8 and from each to its neighbours, in one hour of several days: of all (0),
-- and of those on foot (1) and driving (2) apart. Whoever goes faster than 3.5 m/s (streams/workers.ts) in a tenth of a day's
-- moves drove on that day. From a sample of the workers, each seen once in half a minute. Whoever stands is on no way.
SELECT
  h3ToString(before) AS from, h3ToString(at) AS to, toUInt8(mode) AS mode,
  toFloat32(quantileExact(0.5)(pace)) AS speed, toUInt32(count()) AS moves
FROM (
  SELECT before, at, pace, quantileExact(0.9)(pace) OVER (PARTITION BY worker, intDiv(toUInt32(seen), 86400)) > 3.5 AS drives
  FROM (
    SELECT worker, seen, before, at, geoDistance(lonBefore, latBefore, lon, lat) / (seen - seenBefore) AS pace
    FROM (
      SELECT
        worker, seen, lat, lon, at,
        lagInFrame(seen) OVER walk AS seenBefore,
        lagInFrame(lat) OVER walk AS latBefore,
        lagInFrame(lon) OVER walk AS lonBefore,
        lagInFrame(at) OVER walk AS before
      FROM (
        SELECT
          worker,
          toUnixTimestamp64Milli(min(time)) / 1000 AS seen,
          argMin(lat, time) AS lat,
          argMin(lon, time) AS lon,
          h3ToParent(argMin(cell, time), 8) AS at
        FROM fixes
        WHERE toStartOfFiveMinutes(time) IN (SELECT toDateTime(arrayJoin({fives:Array(UInt32)}), 'UTC'))
          AND cityHash64(worker) % {of:UInt32} = 0
          AND bitAnd(flags, 5) = 0
        GROUP BY worker, intDiv(toUnixTimestamp(time), 30)
      )
      WINDOW walk AS (PARTITION BY worker ORDER BY seen ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)
    )
    WHERE before != 0 AND seen - seenBefore BETWEEN 5 AND 90
      AND (before = at OR h3IndexesAreNeighbors(before, at))
  )
  WHERE pace BETWEEN 0.4 AND 40
)
ARRAY JOIN [0, drives + 1] AS mode
GROUP BY before, at, mode
HAVING moves >= {least:UInt32}
SETTINGS max_threads = 1
