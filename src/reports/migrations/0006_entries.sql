-- Figures of official forms that no record knows, as a unit enters them with their source. Never changed or deleted: a correction is
-- another row, the latest of a cell holds. amount: a number or a flag; told: words.
CREATE TABLE reports_entry (
  id @BIGINT@ PRIMARY KEY,
  form TEXT NOT NULL,
  unit @BIGINT@ NOT NULL,
  from_day INTEGER NOT NULL,
  to_day INTEGER NOT NULL,
  row_key TEXT NOT NULL,
  column_no INTEGER NOT NULL,
  amount @BIGINT@ NOT NULL CHECK (amount >= 0),
  told TEXT NOT NULL,
  source TEXT NOT NULL,
  source_day INTEGER NOT NULL,
  entered_at @BIGINT@ NOT NULL,
  entered_by @BIGINT@ NOT NULL,
  entered_by_name TEXT NOT NULL
) @STRICT@;
CREATE INDEX reports_entry_form ON reports_entry (form, to_day, unit, id);
