-- Resumable uploads. `terms` is what the client said of the file, as JSON; `offset_bytes` are on the disk for certain.
--
-- `state`: 'open' (bytes are awaited), 'publishing' (it is about to be the file with this `inode`), 'complete' (`outcome`
-- is the receipt), 'refused' (`outcome` says why). A row goes when it expires.
CREATE TABLE uploads (
    id           TEXT   PRIMARY KEY NOT NULL,
    path         TEXT   NOT NULL,
    terms        TEXT   NOT NULL,
    length       BIGINT,
    offset_bytes BIGINT NOT NULL,
    state        TEXT   NOT NULL,
    inode        BIGINT,
    outcome      TEXT,
    touched_ms   BIGINT NOT NULL,
    expires_ms   BIGINT NOT NULL
);
CREATE INDEX uploads_by_path ON uploads (path);
CREATE INDEX uploads_by_expiry ON uploads (expires_ms);
