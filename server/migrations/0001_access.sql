-- Who may come in. Secrets are kept only as SHA-256 of what the client presents.
CREATE TABLE tokens (
    id         TEXT   PRIMARY KEY NOT NULL,
    hash       BLOB   NOT NULL,
    label      TEXT   NOT NULL,
    created_ms BIGINT NOT NULL
);

-- `origin` says what the session was made from: `code`, `token:ID`, or `configured:HASH`. A session ends with it.
CREATE TABLE sessions (
    hash       BLOB   PRIMARY KEY NOT NULL,
    origin     TEXT   NOT NULL,
    created_ms BIGINT NOT NULL,
    expires_ms BIGINT NOT NULL
);

-- One-time sign-in codes.
CREATE TABLE codes (
    hash       BLOB   PRIMARY KEY NOT NULL,
    expires_ms BIGINT NOT NULL
);
