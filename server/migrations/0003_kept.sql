-- What is kept outside the tree: deleted entries (place 'trash') and replaced contents (place 'versions').
--
-- A row is written before the file system changes, with its `intent`, and settled (intent NULL) after it. `inode` and
-- `other` (a path) belong to the intent. `owner` is the trash entry that a version went with, or empty.
CREATE TABLE kept (
    id          TEXT   PRIMARY KEY NOT NULL,
    place       TEXT   NOT NULL,
    path        TEXT   NOT NULL,
    owner       TEXT   NOT NULL,
    kind        TEXT   NOT NULL,
    size        BIGINT NOT NULL,
    modified_ms BIGINT NOT NULL,
    since_ms    BIGINT NOT NULL,
    intent      TEXT,
    inode       BIGINT,
    other       TEXT
);
CREATE INDEX kept_by_time ON kept (place, since_ms, id);
CREATE INDEX kept_by_path ON kept (place, owner, path);

-- What the older table does not say is looked up when the server starts, as after a crash.
INSERT INTO kept (id, place, path, owner, kind, size, modified_ms, since_ms, intent)
    SELECT id, 'trash', path, '', 'file', 0, deleted_ms, deleted_ms, 'retire' FROM trash;
DROP TABLE trash;

-- Files and folders that are being moved, where versions have to follow them.
CREATE TABLE moves (
    id      TEXT   PRIMARY KEY NOT NULL,
    source  TEXT   NOT NULL,
    target  TEXT   NOT NULL,
    inode   BIGINT NOT NULL
);
