-- Digital indicators of units: one row for each unit, indicator and month; a correction is a new version of it.
CREATE TABLE reform_unit_value (
  id @BIGINT@ PRIMARY KEY,
  version @BIGINT@ NOT NULL,
  unit_id @BIGINT@ NOT NULL,
  key TEXT NOT NULL,
  month INTEGER NOT NULL,
  part @BIGINT@,
  whole @BIGINT@,
  reported @BIGINT@,
  more @BOOL@ NOT NULL,
  note TEXT NOT NULL,
  file_name TEXT NOT NULL,
  cause TEXT NOT NULL
) @STRICT@;

CREATE UNIQUE INDEX reform_unit_value_once ON reform_unit_value (unit_id, key, month);
CREATE INDEX reform_unit_value_key ON reform_unit_value (key, month);
