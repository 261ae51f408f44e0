-- Reception in full: paper register, entry after the fact, settlement by another place than the desk's, files, the result as paper.

ALTER TABLE dossier_case ADD COLUMN register_volume TEXT NOT NULL DEFAULT '';
ALTER TABLE dossier_case ADD COLUMN register_number TEXT NOT NULL DEFAULT '';
-- Why the reception was entered later than it happened; empty: entered at once.
ALTER TABLE dossier_case ADD COLUMN entered_late TEXT NOT NULL DEFAULT '';
-- Received for an agency of another place: the term runs from the moment that agency takes the dossier over.
ALTER TABLE dossier_case ADD COLUMN elsewhere @BOOL@ NOT NULL DEFAULT FALSE;
ALTER TABLE dossier_case ADD COLUMN taken_over_at @BIGINT@;
-- The result as a PDF among the files; empty until the result is ready.
ALTER TABLE dossier_result ADD COLUMN file_hash TEXT NOT NULL DEFAULT '';

CREATE TABLE dossier_file (
  dossier @BIGINT@ NOT NULL REFERENCES dossier_case (id),
  seq INTEGER NOT NULL,
  component TEXT NOT NULL,
  name TEXT NOT NULL,
  hash TEXT NOT NULL,
  type TEXT NOT NULL,
  size @BIGINT@ NOT NULL CHECK (size > 0),
  added_at @BIGINT@ NOT NULL,
  added_by @BIGINT@ NOT NULL,
  added_by_name TEXT NOT NULL,
  PRIMARY KEY (dossier, seq),
  UNIQUE (dossier, hash)
) @STRICT@;
