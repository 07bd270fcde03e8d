-- How many cells lie within some rings of a cell in which any incident was ever recorded: the study area.
SELECT toUInt32(uniqExact(arrayJoin(h3kRing(at, {rings:UInt8})))) AS cells
FROM (SELECT DISTINCT h3ToParent(cell, {resolution:UInt8}) AS at FROM incidents)
