-- Digests of files. A row holds while inode, size and mtime agree with the file; it can be computed again.
CREATE TABLE digests (
    inode       BIGINT PRIMARY KEY NOT NULL,
    size        BIGINT NOT NULL,
    modified_ns BIGINT NOT NULL,
    blake3      BLOB   NOT NULL,
    crc32       BIGINT NOT NULL,
    sha256      BLOB,
    sha512      BLOB,
    used_ms     BIGINT NOT NULL
);
CREATE INDEX digests_by_use ON digests (used_ms);
