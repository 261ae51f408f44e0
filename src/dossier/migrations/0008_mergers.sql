-- Units that were merged or ended: what passed to whom, by a protocol. Rows of a dossier keep the units they arose under.
CREATE TABLE dossier_merger (
  id @BIGINT@ PRIMARY KEY,
  version @BIGINT@ NOT NULL,
  ended_unit @BIGINT@ NOT NULL UNIQUE,
  on_day INTEGER NOT NULL,
  basis TEXT NOT NULL,
  made_name TEXT NOT NULL,
  made_at @BIGINT@ NOT NULL,
  finished_at @BIGINT@, -- nothing: not all has passed yet
  closing TEXT NOT NULL -- last numbers of the books, a line each
) @STRICT@;
CREATE TABLE dossier_merger_unit (
  from_unit @BIGINT@ PRIMARY KEY,
  merger @BIGINT@ NOT NULL REFERENCES dossier_merger (id),
  to_unit @BIGINT@ NOT NULL
) @STRICT@;
CREATE INDEX dossier_merger_unit_to ON dossier_merger_unit (to_unit, from_unit);
CREATE TABLE dossier_merger_case (
  merger @BIGINT@ NOT NULL REFERENCES dossier_merger (id),
  dossier @BIGINT@ NOT NULL REFERENCES dossier_case (id),
  state_words TEXT NOT NULL,
  holder_name TEXT NOT NULL,
  due_at @BIGINT@ NOT NULL,
  from_unit @BIGINT@ NOT NULL,
  to_unit @BIGINT@ NOT NULL,
  at @BIGINT@ NOT NULL,
  PRIMARY KEY (merger, dossier)
) @STRICT@;
CREATE TABLE dossier_merger_right (
  merger @BIGINT@ NOT NULL REFERENCES dossier_merger (id),
  seq INTEGER NOT NULL,
  account @BIGINT@ NOT NULL,
  person TEXT NOT NULL,
  role TEXT NOT NULL,
  from_unit @BIGINT@ NOT NULL,
  to_unit @BIGINT@ NOT NULL,
  PRIMARY KEY (merger, seq)
) @STRICT@;
