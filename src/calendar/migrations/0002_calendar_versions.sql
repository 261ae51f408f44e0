-- A weekday rule can be ended and withdrawn: its row keeps the number of its last journal row.
ALTER TABLE calendar_session ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
