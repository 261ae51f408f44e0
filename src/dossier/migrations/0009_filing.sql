-- Online filing (T1–T5): what a person fills in at home, from the draft to the desk's answer. A dossier (dossier_case) begins when the
-- desk has received it; the filing stays as the record of what was sent, asked and answered.
CREATE TABLE dossier_filing (
  id @BIGINT@ PRIMARY KEY,
  version @BIGINT@ NOT NULL,
  number TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('draft', 'submitted', 'intake_supplement', 'intake_refused', 'received', 'discarded')),
  citizen @BIGINT@ NOT NULL,
  unit @BIGINT@ NOT NULL,
  procedure_code TEXT NOT NULL,
  procedure_version @BIGINT@ NOT NULL,
  procedure_name TEXT NOT NULL,
  applicant_name TEXT NOT NULL,
  content TEXT NOT NULL,
  answer TEXT NOT NULL,
  rounds INTEGER NOT NULL,
  made_at @BIGINT@ NOT NULL,
  saved_at @BIGINT@ NOT NULL,
  submitted_at @BIGINT@,
  alert_by @BIGINT@,
  answer_by @BIGINT@,
  alerted_at @BIGINT@,
  escalated_at @BIGINT@,
  answered_at @BIGINT@,
  answered_name TEXT NOT NULL,
  dossier @BIGINT@ REFERENCES dossier_case (id)
) @STRICT@;
CREATE INDEX dossier_filing_of ON dossier_filing (citizen, id);
CREATE INDEX dossier_filing_waiting ON dossier_filing (unit, answer_by, id) WHERE state = 'submitted';
CREATE INDEX dossier_filing_with ON dossier_filing (unit, state, answered_at, id);
CREATE UNIQUE INDEX dossier_filing_number ON dossier_filing (number) WHERE number <> '';
CREATE INDEX dossier_filing_became ON dossier_filing (dossier) WHERE dossier IS NOT NULL;

CREATE TABLE dossier_filing_file (
  filing @BIGINT@ NOT NULL REFERENCES dossier_filing (id),
  seq INTEGER NOT NULL,
  component TEXT NOT NULL,
  name TEXT NOT NULL,
  hash TEXT NOT NULL,
  type TEXT NOT NULL,
  size @BIGINT@ NOT NULL,
  added_at @BIGINT@ NOT NULL,
  PRIMARY KEY (filing, seq)
) @STRICT@;
