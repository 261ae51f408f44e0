-- Models and initiatives: what is tried where, how often it is used beside what the record itself counts, what it changed.
CREATE TABLE reform_initiative (
  id @BIGINT@ PRIMARY KEY,
  version @BIGINT@ NOT NULL,
  unit_id @BIGINT@ NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  content TEXT NOT NULL,
  problem TEXT NOT NULL,
  way TEXT NOT NULL,
  places TEXT NOT NULL,
  owner TEXT NOT NULL,
  started_on INTEGER NOT NULL,
  counted TEXT NOT NULL,
  source TEXT NOT NULL,
  procedure_code TEXT NOT NULL,
  state TEXT NOT NULL,
  opinion TEXT NOT NULL,
  decision TEXT NOT NULL
) @STRICT@;

-- Counted by hand, a month each; scans and dossiers are counted from their own record.
CREATE TABLE reform_tally (
  id @BIGINT@ PRIMARY KEY,
  version @BIGINT@ NOT NULL,
  initiative @BIGINT@ NOT NULL REFERENCES reform_initiative (id),
  year INTEGER NOT NULL,
  month INTEGER NOT NULL,
  count @BIGINT@ NOT NULL,
  note TEXT NOT NULL
) @STRICT@;

-- One thing measured before and after, in one unit of measure.
CREATE TABLE reform_measure (
  id @BIGINT@ PRIMARY KEY,
  version @BIGINT@ NOT NULL,
  initiative @BIGINT@ NOT NULL REFERENCES reform_initiative (id),
  what TEXT NOT NULL,
  unit TEXT NOT NULL,
  before_value @BIGINT@ NOT NULL,
  after_value @BIGINT@ NOT NULL,
  source TEXT NOT NULL
) @STRICT@;

CREATE INDEX reform_initiative_unit ON reform_initiative (unit_id, started_on);
CREATE UNIQUE INDEX reform_tally_once ON reform_tally (initiative, year, month);
CREATE INDEX reform_measure_of ON reform_measure (initiative, id);
