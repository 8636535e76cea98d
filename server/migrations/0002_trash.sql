-- What was deleted. A row is written before the entry leaves the tree (`settled` 0) and settled after it; a crash in
-- between is finished or undone at the next start by looking whether the trash has the entry.
CREATE TABLE trash (
    id         TEXT   PRIMARY KEY NOT NULL,
    path       TEXT   NOT NULL,
    deleted_ms BIGINT NOT NULL,
    settled    BIGINT NOT NULL
);
