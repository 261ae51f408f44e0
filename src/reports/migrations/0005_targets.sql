-- Targets a unit sets for its indicators. Never deleted; the latest row that has begun holds.
CREATE TABLE reports_target (
  id @BIGINT@ PRIMARY KEY,
  unit @BIGINT@ NOT NULL,
  indicator TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('co-dinh', 'mat-bang-tinh', 'nam-truoc', 'hon-nam-truoc')),
  permille INTEGER NOT NULL CHECK (permille >= 0 AND permille <= 1000),
  from_day INTEGER NOT NULL,
  source TEXT NOT NULL,
  set_at @BIGINT@ NOT NULL,
  set_by_name TEXT NOT NULL
) @STRICT@;
CREATE INDEX reports_target_unit ON reports_target (unit, indicator, from_day, id);
