-- Standard minutes of a step: what people need for it. Learned in the background; a unit may set its own with its decision.
CREATE TABLE reports_standard (
  procedure_code TEXT NOT NULL,
  step TEXT NOT NULL,
  minutes INTEGER NOT NULL CHECK (minutes > 0),
  samples @BIGINT@ NOT NULL,
  learned_at @BIGINT@ NOT NULL,
  PRIMARY KEY (procedure_code, step)
) @STRICT@;

-- Never deleted; the latest row of a key that has begun holds.
CREATE TABLE reports_standard_set (
  id @BIGINT@ PRIMARY KEY,
  unit @BIGINT@ NOT NULL,
  procedure_code TEXT NOT NULL,
  step TEXT NOT NULL,
  minutes INTEGER NOT NULL CHECK (minutes > 0),
  from_day INTEGER NOT NULL,
  source TEXT NOT NULL,
  set_at @BIGINT@ NOT NULL,
  set_by_name TEXT NOT NULL
) @STRICT@;
CREATE INDEX reports_standard_set_unit ON reports_standard_set (unit, from_day, id);
