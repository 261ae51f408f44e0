-- Procedures and their versions. The document of a version is canonical JSON and never changes; columns beside it are what lists
-- and searches need. Days are inclusive; no last day: still in force.
CREATE TABLE catalog_field (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  ministry TEXT NOT NULL
) @STRICT@;

CREATE TABLE catalog_procedure (
  id @BIGINT@ PRIMARY KEY,
  code TEXT NOT NULL UNIQUE,
  field TEXT NOT NULL REFERENCES catalog_field (id),
  seq @BIGINT@ NOT NULL
) @STRICT@;
CREATE INDEX catalog_procedure_field ON catalog_procedure (field, code);

-- withdrawn_at: replaced before any dossier stood on it; kept for the record, never in force.
CREATE TABLE catalog_version (
  id @BIGINT@ PRIMARY KEY,
  procedure @BIGINT@ NOT NULL REFERENCES catalog_procedure (id),
  valid_from INTEGER NOT NULL,
  valid_to INTEGER,
  name TEXT NOT NULL,
  short_name TEXT NOT NULL,
  level TEXT NOT NULL,
  level_two_tier TEXT NOT NULL,
  term TEXT NOT NULL,
  online INTEGER NOT NULL CHECK (online IN (0, 1, 2)),
  document TEXT NOT NULL,
  used @BOOL@ NOT NULL,
  source TEXT NOT NULL,
  imported_at @BIGINT@ NOT NULL,
  imported_by @BIGINT@ NOT NULL,
  withdrawn_at @BIGINT@,
  CHECK (valid_to IS NULL OR valid_to >= valid_from)
) @STRICT@;
CREATE UNIQUE INDEX catalog_version_from ON catalog_version (procedure, valid_from) WHERE withdrawn_at IS NULL;

-- Folded words of the procedures' names, codes and everyday names; the greatest weight counts.
CREATE TABLE catalog_word (
  word TEXT NOT NULL,
  procedure @BIGINT@ NOT NULL REFERENCES catalog_procedure (id),
  weight INTEGER NOT NULL,
  PRIMARY KEY (word, procedure)
) @STRICT@;
CREATE INDEX catalog_word_procedure ON catalog_word (procedure);
