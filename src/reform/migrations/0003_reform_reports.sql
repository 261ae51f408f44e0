-- Periodic reports: narrative blocks are added, never changed (the highest number counts); figures are frozen when the report is signed.
CREATE TABLE reform_report (
  id @BIGINT@ PRIMARY KEY,
  version @BIGINT@ NOT NULL,
  unit_id @BIGINT@ NOT NULL,
  kind TEXT NOT NULL,
  year INTEGER NOT NULL,
  quarter INTEGER NOT NULL,
  from_day INTEGER NOT NULL,
  to_day INTEGER NOT NULL,
  number TEXT NOT NULL,
  signed_on INTEGER,
  signer TEXT NOT NULL,
  pdf_hash TEXT NOT NULL,
  xlsx_hash TEXT NOT NULL,
  made_by TEXT NOT NULL
) @STRICT@;
CREATE UNIQUE INDEX reform_report_of ON reform_report (unit_id, year, kind, quarter);

CREATE TABLE reform_report_text (
  id @BIGINT@ PRIMARY KEY,
  version @BIGINT@ NOT NULL,
  report @BIGINT@ NOT NULL REFERENCES reform_report (id),
  part TEXT NOT NULL,
  number INTEGER NOT NULL,
  text TEXT NOT NULL,
  made_by TEXT NOT NULL,
  made_at @BIGINT@ NOT NULL
) @STRICT@;
CREATE UNIQUE INDEX reform_report_text_of ON reform_report_text (report, part, number);

-- A figure the unit entered with its source, or, once signed, each figure as it stood.
CREATE TABLE reform_report_line (
  id @BIGINT@ PRIMARY KEY,
  version @BIGINT@ NOT NULL,
  report @BIGINT@ NOT NULL REFERENCES reform_report (id),
  figure TEXT NOT NULL,
  frozen @BOOL@ NOT NULL,
  value TEXT NOT NULL,
  source TEXT NOT NULL,
  href TEXT NOT NULL,
  made_by TEXT NOT NULL
) @STRICT@;
CREATE UNIQUE INDEX reform_report_line_of ON reform_report_line (report, frozen, figure);
