-- +goose Up

-- Published files: signed by people, served as they are. body is base64 of
-- gzip, because one JSON parameter carries all files of a publication and JSON
-- has no bytes.
CREATE TABLE file (
  path   TEXT NOT NULL PRIMARY KEY,
  sha256 TEXT NOT NULL,
  body   TEXT NOT NULL
) STRICT;

-- What is published now; one row.
CREATE TABLE publication (
  one     INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
  version INTEGER NOT NULL,
  rules   INTEGER NOT NULL,
  notice  TEXT    NOT NULL,
  at      INTEGER NOT NULL
) STRICT;

-- The only thing known about use: how often, on a day, for a category, what was
-- done. No row stands for a person, a device or a prompt.
CREATE TABLE usage_count (
  day      TEXT    NOT NULL,
  category TEXT    NOT NULL,
  action   TEXT    NOT NULL,
  n        INTEGER NOT NULL CHECK (n >= 0),
  PRIMARY KEY (day, category, action)
) STRICT, WITHOUT ROWID;

-- A published file never changes, except the timestamp, and never goes.
-- +goose StatementBegin
CREATE TRIGGER file_never_changes BEFORE UPDATE ON file WHEN OLD.path <> 'metadata/timestamp.json'
BEGIN
  SELECT RAISE(ABORT, 'deckname:changed');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER file_never_goes BEFORE DELETE ON file
BEGIN
  SELECT RAISE(ABORT, 'deckname:changed');
END;
-- +goose StatementEnd

-- Inserting into this view is publishing: files and version change together or
-- not at all, in one statement, since D1 offers no transactions.
CREATE VIEW publish (version, rules, notice, at, files) AS
  SELECT version, rules, notice, at, '' FROM publication;

-- +goose StatementBegin
CREATE TRIGGER publish_all INSTEAD OF INSERT ON publish
BEGIN
  SELECT RAISE(ABORT, 'deckname:older') FROM publication WHERE version >= NEW.version;
  INSERT INTO file (path, sha256, body)
    SELECT json_extract(value, '$.path'), json_extract(value, '$.sha256'), json_extract(value, '$.body')
    FROM json_each(NEW.files) WHERE true
    ON CONFLICT (path) DO UPDATE SET sha256 = excluded.sha256, body = excluded.body
    WHERE file.sha256 <> excluded.sha256;
  INSERT INTO publication (one, version, rules, notice, at)
    VALUES (1, NEW.version, NEW.rules, NEW.notice, NEW.at)
    ON CONFLICT (one) DO UPDATE SET version = excluded.version, rules = excluded.rules,
      notice = excluded.notice, at = excluded.at;
END;
-- +goose StatementEnd
