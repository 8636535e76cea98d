-- Another program can give a changed file its old mtime back, but never its ctime. What was kept without it can be
-- computed again.
DELETE FROM digests;
ALTER TABLE digests ADD COLUMN changed_ns BIGINT NOT NULL DEFAULT 0;
