-- What is folded from the journal of dossiers. Everything here can be told again from it (`motcua report rebuild`, `motcua verify`).

CREATE TABLE reports_watermark (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  journal_id @BIGINT@ NOT NULL
) @STRICT@;
INSERT INTO reports_watermark (one, journal_id) VALUES (1, 0);

-- One row for each dossier received: what it counts under, and its ends as known now. unit: the agency competent to settle it.
CREATE TABLE reports_case (
  dossier @BIGINT@ PRIMARY KEY,
  code TEXT NOT NULL,
  procedure_code TEXT NOT NULL,
  procedure_version @BIGINT@ NOT NULL,
  field TEXT NOT NULL,
  channel TEXT NOT NULL,
  unit @BIGINT@ NOT NULL,
  received_unit @BIGINT@ NOT NULL,
  received_by @BIGINT@ NOT NULL,
  settled_by @BIGINT@ NOT NULL,
  entered_late @BOOL@ NOT NULL,
  received_at @BIGINT@ NOT NULL,
  received_recorded @BIGINT@ NOT NULL,
  due_at @BIGINT@ NOT NULL,
  paused @BOOL@ NOT NULL,
  closed_at @BIGINT@,
  closed_recorded @BIGINT@,
  outcome TEXT CHECK (outcome IN ('early', 'on_time', 'late', 'withdrawn', 'stopped')),
  returned_at @BIGINT@,
  supplements INTEGER NOT NULL,
  CHECK ((closed_at IS NULL) = (outcome IS NULL) AND (closed_at IS NULL) = (closed_recorded IS NULL))
) @STRICT@;
CREATE INDEX reports_case_received ON reports_case (unit, received_at, dossier);
CREATE INDEX reports_case_closed ON reports_case (unit, closed_at, dossier) WHERE closed_at IS NOT NULL;
CREATE INDEX reports_case_closed_known ON reports_case (unit, closed_recorded) WHERE closed_at IS NOT NULL;
CREATE INDEX reports_case_open ON reports_case (unit, due_at, dossier) WHERE closed_at IS NULL;

-- The rows of the journal that move a dossier, without their payload.
CREATE TABLE reports_step (
  dossier @BIGINT@ NOT NULL REFERENCES reports_case (dossier),
  seq @BIGINT@ NOT NULL,
  at @BIGINT@ NOT NULL,
  recorded_at @BIGINT@ NOT NULL,
  effect TEXT NOT NULL,
  due_at @BIGINT@,
  actor @BIGINT@ NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (dossier, seq)
) @STRICT@;
CREATE INDEX reports_step_recorded ON reports_step (recorded_at);

-- Sums of postings by day they hold from and day they were learned. A posting of a due moment to come lies ahead.
CREATE TABLE reports_daily (
  unit @BIGINT@ NOT NULL,
  day INTEGER NOT NULL,
  known INTEGER NOT NULL,
  field TEXT NOT NULL,
  procedure_code TEXT NOT NULL,
  channel TEXT NOT NULL,
  account TEXT NOT NULL,
  amount @BIGINT@ NOT NULL,
  PRIMARY KEY (unit, day, known, field, procedure_code, channel, account)
) @STRICT@;

-- The same by half-month (24 × year + 2 × (month - 1), + 1 from the 15th on) and without procedures: official periods are cut on the
-- 15th, so the years of a province are told from few rows.
CREATE TABLE reports_half (
  unit @BIGINT@ NOT NULL,
  half INTEGER NOT NULL,
  known_half INTEGER NOT NULL,
  field TEXT NOT NULL,
  channel TEXT NOT NULL,
  account TEXT NOT NULL,
  amount @BIGINT@ NOT NULL,
  PRIMARY KEY (unit, half, known_half, field, channel, account)
) @STRICT@;
CREATE INDEX reports_half_sums ON reports_half (unit, half, known_half, field, channel, account, amount);

-- A report as it was signed off: its figures and what they stand on, never changed.
CREATE TABLE reports_frozen (
  id @BIGINT@ PRIMARY KEY,
  form TEXT NOT NULL,
  title TEXT NOT NULL,
  unit @BIGINT@ NOT NULL,
  from_day INTEGER NOT NULL,
  to_day INTEGER NOT NULL,
  known @BIGINT@ NOT NULL,
  cells TEXT NOT NULL,
  frozen_by @BIGINT@ NOT NULL,
  frozen_by_name TEXT NOT NULL,
  frozen_at @BIGINT@ NOT NULL,
  note TEXT NOT NULL
) @STRICT@;
CREATE INDEX reports_frozen_unit ON reports_frozen (unit, frozen_at);
