-- Sets of criteria, scoring rounds with cards, answers and evidence, figures of others, series. Figures are integers of scale 10000.

-- A set as it was imported; the text is read anew. One row for each first day of a code.
CREATE TABLE indices_set (
  id @BIGINT@ PRIMARY KEY,
  code TEXT NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  valid_from INTEGER NOT NULL,
  valid_to INTEGER,
  file TEXT NOT NULL,
  body TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  imported_at @BIGINT@ NOT NULL,
  imported_by @BIGINT@ NOT NULL,
  version @BIGINT@ NOT NULL,
  UNIQUE (code, valid_from)
) @STRICT@;

CREATE TABLE indices_round (
  id @BIGINT@ PRIMARY KEY,
  set_id @BIGINT@ NOT NULL REFERENCES indices_set (id),
  owner_unit @BIGINT@ NOT NULL,
  name TEXT NOT NULL,
  from_day INTEGER NOT NULL,
  to_day INTEGER NOT NULL,
  self_due INTEGER NOT NULL,
  appraisal_due INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'published')),
  decision TEXT NOT NULL,
  created_at @BIGINT@ NOT NULL,
  created_by @BIGINT@ NOT NULL,
  published_at @BIGINT@,
  version @BIGINT@ NOT NULL,
  CHECK (to_day >= from_day AND appraisal_due >= self_due)
) @STRICT@;
CREATE INDEX indices_round_owner ON indices_round (owner_unit, id);

-- Who appraises which field; no row: whoever may score for the owner.
CREATE TABLE indices_appraiser (
  round @BIGINT@ NOT NULL REFERENCES indices_round (id),
  field TEXT NOT NULL,
  account @BIGINT@ NOT NULL,
  PRIMARY KEY (round, field)
) @STRICT@;

CREATE TABLE indices_card (
  id @BIGINT@ PRIMARY KEY,
  round @BIGINT@ NOT NULL REFERENCES indices_round (id),
  unit @BIGINT@ NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('self', 'locked', 'appraised', 'disputed', 'final')),
  total @BIGINT@,
  rank INTEGER,
  grade TEXT NOT NULL,
  version @BIGINT@ NOT NULL,
  UNIQUE (round, unit)
) @STRICT@;
CREATE INDEX indices_card_unit ON indices_card (unit, id);

-- Answers, the newest of a stage counts; nothing is overwritten.
CREATE TABLE indices_answer (
  id @BIGINT@ PRIMARY KEY,
  card @BIGINT@ NOT NULL REFERENCES indices_card (id),
  item TEXT NOT NULL,
  stage TEXT NOT NULL CHECK (stage IN ('self', 'appraised', 'disputed', 'second', 'survey')),
  choice TEXT NOT NULL,
  part @BIGINT@,
  whole @BIGINT@,
  not_applicable @BOOL@ NOT NULL,
  points @BIGINT@,
  reason TEXT NOT NULL,
  note TEXT NOT NULL,
  by_account @BIGINT@ NOT NULL,
  by_name TEXT NOT NULL,
  at @BIGINT@ NOT NULL
) @STRICT@;
CREATE INDEX indices_answer_card ON indices_answer (card, id);

CREATE TABLE indices_evidence (
  id @BIGINT@ PRIMARY KEY,
  card @BIGINT@ NOT NULL REFERENCES indices_card (id),
  item TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('document', 'extract', 'picture', 'minutes', 'list', 'link')),
  title TEXT NOT NULL,
  number TEXT NOT NULL,
  day INTEGER,
  link TEXT NOT NULL,
  by_account @BIGINT@ NOT NULL,
  by_name TEXT NOT NULL,
  at @BIGINT@ NOT NULL,
  withdrawn_at @BIGINT@
) @STRICT@;
CREATE INDEX indices_evidence_card ON indices_evidence (card, id);

-- Facts of the record as they stood when the round was published.
CREATE TABLE indices_card_fact (
  card @BIGINT@ NOT NULL REFERENCES indices_card (id),
  fact TEXT NOT NULL,
  value @BIGINT@ NOT NULL,
  PRIMARY KEY (card, fact)
) @STRICT@;

-- What our record cannot know, told by others.
CREATE TABLE indices_fact (
  id @BIGINT@ PRIMARY KEY,
  unit @BIGINT@ NOT NULL,
  fact TEXT NOT NULL,
  from_day INTEGER NOT NULL,
  to_day INTEGER NOT NULL,
  value @BIGINT@ NOT NULL,
  source TEXT NOT NULL,
  by_account @BIGINT@ NOT NULL,
  by_name TEXT NOT NULL,
  at @BIGINT@ NOT NULL,
  withdrawn_at @BIGINT@,
  version @BIGINT@ NOT NULL,
  CHECK (to_day >= from_day)
) @STRICT@;
CREATE INDEX indices_fact_unit ON indices_fact (unit, to_day, id);

-- Series published by others: PCI, PAPI, SIPAS, PAR INDEX of a province.
CREATE TABLE indices_series (
  id @BIGINT@ PRIMARY KEY,
  code TEXT NOT NULL,
  unit @BIGINT@ NOT NULL,
  year INTEGER NOT NULL,
  part TEXT NOT NULL,
  score @BIGINT@ NOT NULL,
  rank INTEGER,
  source TEXT NOT NULL,
  by_account @BIGINT@ NOT NULL,
  by_name TEXT NOT NULL,
  at @BIGINT@ NOT NULL,
  withdrawn_at @BIGINT@,
  version @BIGINT@ NOT NULL
) @STRICT@;
CREATE INDEX indices_series_code ON indices_series (unit, code, year, part, id);
