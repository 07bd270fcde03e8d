-- A track asks for one of 129,000 workers, who is in two of a hundred granules: reading ten minutes of them took 201 ms
-- without this and 21 ms with it, and inserting 2 % longer. Days before it are read without.
ALTER TABLE fixes ADD INDEX IF NOT EXISTS workers worker TYPE bloom_filter(0.01) GRANULARITY 1;
