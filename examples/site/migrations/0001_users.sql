-- AUTOINCREMENT: the id of a deleted user is never given to a new one, so an old session cannot become theirs.
-- NOCASE: `Ann` and `ann` are one person. It folds ASCII only, which is all that a username may hold (src/rules.rs).
CREATE TABLE users (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    username      TEXT    NOT NULL UNIQUE COLLATE NOCASE,
    password_hash TEXT    NOT NULL,
    session_epoch INTEGER NOT NULL DEFAULT 0,
    enabled       INTEGER NOT NULL DEFAULT TRUE,
    role          TEXT    NOT NULL DEFAULT 'member' CHECK (role IN ('member', 'admin'))
) STRICT;
