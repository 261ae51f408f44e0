-- Signals that paper and work may differ: found by rules, explained by the unit, closed by another person. Kept for good.

CREATE TABLE reports_signal (
  id @BIGINT@ PRIMARY KEY,
  version @BIGINT@ NOT NULL,
  rule TEXT NOT NULL,
  unit @BIGINT@ NOT NULL,
  from_day INTEGER NOT NULL,
  to_day INTEGER NOT NULL,
  population @BIGINT@ NOT NULL,
  hits @BIGINT@ NOT NULL,
  chance TEXT NOT NULL,
  evidence TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'explained', 'closed')),
  found_at @BIGINT@ NOT NULL,
  explanation TEXT NOT NULL,
  explained_at @BIGINT@,
  explained_by @BIGINT@ NOT NULL,
  explained_by_name TEXT NOT NULL,
  outcome TEXT NOT NULL,
  closing TEXT NOT NULL,
  closed_at @BIGINT@,
  closed_by_name TEXT NOT NULL,
  UNIQUE (rule, unit, from_day),
  CHECK ((state = 'closed') = (closed_at IS NOT NULL))
) @STRICT@;
CREATE INDEX reports_signal_found ON reports_signal (found_at, id);
CREATE INDEX reports_signal_state ON reports_signal (state, found_at, id);
CREATE INDEX reports_signal_unit ON reports_signal (unit, state, found_at, id);

-- Dossiers behind a signal, in order of time.
CREATE TABLE reports_signal_case (
  signal @BIGINT@ NOT NULL REFERENCES reports_signal (id),
  seq INTEGER NOT NULL,
  dossier @BIGINT@ NOT NULL,
  at @BIGINT@ NOT NULL,
  why TEXT NOT NULL,
  PRIMARY KEY (signal, seq)
) @STRICT@;

-- How far each rule has looked: the last day of the last window.
CREATE TABLE reports_signal_round (
  rule TEXT PRIMARY KEY,
  upto INTEGER NOT NULL
) @STRICT@;

CREATE INDEX reports_case_entered ON reports_case (received_recorded, dossier);
CREATE INDEX reports_case_settled ON reports_case (closed_recorded, dossier) WHERE closed_recorded IS NOT NULL;
CREATE INDEX reports_step_paused ON reports_step (recorded_at, dossier) WHERE effect = 'paused';
