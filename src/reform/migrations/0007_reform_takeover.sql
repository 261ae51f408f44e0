-- The public post takes over the desk of a one-stop: each stage reached is a row.
CREATE TABLE reform_takeover (
  id @BIGINT@ PRIMARY KEY,
  version @BIGINT@ NOT NULL,
  unit_id @BIGINT@ NOT NULL,
  stage TEXT NOT NULL,
  day INTEGER NOT NULL,
  document TEXT NOT NULL,
  scope TEXT NOT NULL,
  employees INTEGER NOT NULL,
  withdrawn INTEGER NOT NULL,
  note TEXT NOT NULL,
  made_by TEXT NOT NULL
) @STRICT@;
CREATE INDEX reform_takeover_of ON reform_takeover (unit_id, day, id);
