-- Members become authors: whoever has an account may write. The column takes its CHECK along when it goes.
ALTER TABLE users ADD COLUMN app_role TEXT NOT NULL DEFAULT 'author'
    CHECK (app_role IN ('member', 'author', 'editor', 'admin'));
UPDATE users SET app_role = CASE role WHEN 'admin' THEN 'admin' ELSE 'author' END;
ALTER TABLE users DROP COLUMN role;
ALTER TABLE users RENAME COLUMN app_role TO role;

CREATE TABLE posts (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    author    INTEGER NOT NULL REFERENCES users (id),
    title     TEXT    NOT NULL,
    body      TEXT    NOT NULL,
    published INTEGER NOT NULL DEFAULT FALSE
) STRICT;
CREATE INDEX posts_by_author ON posts (author);
