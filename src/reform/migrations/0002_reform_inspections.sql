-- Inspections and re-inspections: yearly plans, visits, marks of the checklist, drawn dossiers, findings with evidence and remedies.
CREATE TABLE reform_round (
  id @BIGINT@ PRIMARY KEY,
  version @BIGINT@ NOT NULL,
  unit_id @BIGINT@ NOT NULL,
  year INTEGER NOT NULL,
  number TEXT NOT NULL,
  title TEXT NOT NULL,
  issued_on INTEGER,
  scope TEXT NOT NULL,
  state TEXT NOT NULL,
  made_by TEXT NOT NULL
) @STRICT@;

CREATE TABLE reform_visit (
  id @BIGINT@ PRIMARY KEY,
  version @BIGINT@ NOT NULL,
  round @BIGINT@ NOT NULL REFERENCES reform_round (id),
  unit_id @BIGINT@ NOT NULL,
  kind TEXT NOT NULL,
  mode TEXT NOT NULL,
  month INTEGER NOT NULL,
  day INTEGER,
  decision TEXT NOT NULL,
  head TEXT NOT NULL,
  members TEXT NOT NULL,
  secretary TEXT NOT NULL,
  joint @BOOL@ NOT NULL,
  previous @BIGINT@ NOT NULL,
  state TEXT NOT NULL,
  seed TEXT NOT NULL,
  minutes TEXT NOT NULL,
  conclusion TEXT NOT NULL,
  concluded_on INTEGER
) @STRICT@;

CREATE TABLE reform_score (
  id @BIGINT@ PRIMARY KEY,
  version @BIGINT@ NOT NULL,
  visit @BIGINT@ NOT NULL REFERENCES reform_visit (id),
  code TEXT NOT NULL,
  mark TEXT NOT NULL,
  points @BIGINT@ NOT NULL,
  most @BIGINT@ NOT NULL,
  note TEXT NOT NULL,
  known TEXT NOT NULL,
  made_by TEXT NOT NULL,
  made_at @BIGINT@ NOT NULL
) @STRICT@;

CREATE TABLE reform_sample (
  id @BIGINT@ PRIMARY KEY,
  version @BIGINT@ NOT NULL,
  visit @BIGINT@ NOT NULL REFERENCES reform_visit (id),
  drawn INTEGER NOT NULL,
  dossier TEXT NOT NULL,
  procedure_name TEXT NOT NULL,
  verdict TEXT NOT NULL,
  note TEXT NOT NULL
) @STRICT@;

CREATE TABLE reform_finding (
  id @BIGINT@ PRIMARY KEY,
  version @BIGINT@ NOT NULL,
  visit @BIGINT@ NOT NULL REFERENCES reform_visit (id),
  unit_id @BIGINT@ NOT NULL,
  code TEXT NOT NULL,
  text TEXT NOT NULL,
  severity TEXT NOT NULL,
  cause TEXT NOT NULL,
  state TEXT NOT NULL,
  action TEXT NOT NULL,
  responsible @BIGINT@ NOT NULL,
  person TEXT NOT NULL,
  opened_on INTEGER NOT NULL,
  deadline INTEGER,
  remedy TEXT NOT NULL,
  remedied_on INTEGER,
  confirmed_on INTEGER,
  answer TEXT NOT NULL,
  repeats @BIGINT@ NOT NULL
) @STRICT@;

CREATE TABLE reform_recheck (
  id @BIGINT@ PRIMARY KEY,
  version @BIGINT@ NOT NULL,
  visit @BIGINT@ NOT NULL REFERENCES reform_visit (id),
  finding @BIGINT@ NOT NULL REFERENCES reform_finding (id),
  result TEXT NOT NULL,
  note TEXT NOT NULL
) @STRICT@;

CREATE TABLE reform_evidence (
  id @BIGINT@ PRIMARY KEY,
  version @BIGINT@ NOT NULL,
  finding @BIGINT@ NOT NULL REFERENCES reform_finding (id),
  of_remedy @BOOL@ NOT NULL,
  text TEXT NOT NULL,
  hash TEXT NOT NULL,
  file_name TEXT NOT NULL,
  made_by TEXT NOT NULL,
  made_at @BIGINT@ NOT NULL
) @STRICT@;

CREATE INDEX reform_round_unit ON reform_round (unit_id, year, id);
CREATE INDEX reform_visit_round ON reform_visit (round, id);
CREATE INDEX reform_visit_unit ON reform_visit (unit_id, id);
CREATE INDEX reform_visit_previous ON reform_visit (previous);
CREATE UNIQUE INDEX reform_score_once ON reform_score (visit, code);
CREATE UNIQUE INDEX reform_sample_once ON reform_sample (visit, dossier);
CREATE INDEX reform_finding_visit ON reform_finding (visit, id);
CREATE INDEX reform_finding_unit ON reform_finding (unit_id, code, opened_on);
CREATE INDEX reform_finding_responsible ON reform_finding (responsible, state, deadline);
CREATE UNIQUE INDEX reform_recheck_once ON reform_recheck (visit, finding);
CREATE INDEX reform_evidence_finding ON reform_evidence (finding, id);
