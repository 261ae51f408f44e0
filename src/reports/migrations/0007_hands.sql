-- Place of reception, unit and officer that work on a dossier, in the ledger. What is folded is told again from the journal.

UPDATE reports_watermark SET journal_id = 0;
DELETE FROM reports_step;
DELETE FROM reports_case;
DROP TABLE reports_daily;
DROP TABLE reports_half;

-- settling_unit, officer: who works on it, as known now; 0: nobody yet.
ALTER TABLE reports_case ADD COLUMN settling_unit @BIGINT@ NOT NULL DEFAULT 0;
ALTER TABLE reports_case ADD COLUMN officer @BIGINT@ NOT NULL DEFAULT 0;
CREATE INDEX reports_case_hands ON reports_case (settling_unit, officer);

-- unit: the actor acted for; takes: from this row on the dossier is in the actor's hands.
ALTER TABLE reports_step ADD COLUMN unit @BIGINT@ NOT NULL DEFAULT 0;
ALTER TABLE reports_step ADD COLUMN takes @BOOL@ NOT NULL DEFAULT FALSE;

CREATE TABLE reports_daily (
  unit @BIGINT@ NOT NULL,
  day INTEGER NOT NULL,
  known INTEGER NOT NULL,
  field TEXT NOT NULL,
  procedure_code TEXT NOT NULL,
  channel TEXT NOT NULL,
  account TEXT NOT NULL,
  received_unit @BIGINT@ NOT NULL,
  settling_unit @BIGINT@ NOT NULL,
  officer @BIGINT@ NOT NULL,
  amount @BIGINT@ NOT NULL,
  PRIMARY KEY (unit, day, known, field, procedure_code, channel, account, received_unit, settling_unit, officer)
) @STRICT@;
CREATE INDEX reports_daily_place ON reports_daily (received_unit, day);
CREATE INDEX reports_daily_hands ON reports_daily (settling_unit, officer, day);
CREATE INDEX reports_daily_nothing ON reports_daily (unit) WHERE amount = 0;

-- By half-month, without procedures and officers: so many rows as there are desks and divisions, however many people work there.
CREATE TABLE reports_half (
  unit @BIGINT@ NOT NULL,
  half INTEGER NOT NULL,
  known_half INTEGER NOT NULL,
  field TEXT NOT NULL,
  channel TEXT NOT NULL,
  account TEXT NOT NULL,
  received_unit @BIGINT@ NOT NULL,
  settling_unit @BIGINT@ NOT NULL,
  amount @BIGINT@ NOT NULL,
  PRIMARY KEY (unit, half, known_half, field, channel, account, received_unit, settling_unit)
) @STRICT@;
CREATE INDEX reports_half_sums ON reports_half (unit, half, known_half, field, channel, account, received_unit, settling_unit, amount);
CREATE INDEX reports_half_place ON reports_half (received_unit, half);
CREATE INDEX reports_half_settling ON reports_half (settling_unit, half);
CREATE INDEX reports_half_nothing ON reports_half (unit) WHERE amount = 0;
