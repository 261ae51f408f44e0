-- Sessions, exceptions and yearly decisions: data with dates and legal basis. Scope: nation (scope_unit 0), province or unit
-- (ids of identity). A row is withdrawn, never deleted: what counted yesterday stays readable.

-- Sessions of one weekday (0 Sunday … 6 Saturday): "07:30-11:30,13:00-17:00"; "R" before a session: reception only; empty: closed.
CREATE TABLE calendar_session (
  id @BIGINT@ PRIMARY KEY,
  scope_level TEXT NOT NULL CHECK (scope_level IN ('nation', 'province', 'unit')),
  scope_unit @BIGINT@ NOT NULL,
  weekday INTEGER NOT NULL CHECK (weekday BETWEEN 0 AND 6),
  sessions TEXT NOT NULL,
  valid_from INTEGER,
  valid_to INTEGER,
  source TEXT NOT NULL CHECK (source <> ''),
  created_at @BIGINT@ NOT NULL,
  created_by @BIGINT@ NOT NULL,
  withdrawn_at @BIGINT@,
  CHECK (valid_from IS NULL OR valid_to IS NULL OR valid_from <= valid_to),
  CHECK ((scope_level = 'nation') = (scope_unit = 0))
) @STRICT@;
CREATE INDEX calendar_session_scope ON calendar_session (scope_level, scope_unit);

CREATE TABLE calendar_exception (
  id @BIGINT@ PRIMARY KEY,
  scope_level TEXT NOT NULL CHECK (scope_level IN ('nation', 'province', 'unit')),
  scope_unit @BIGINT@ NOT NULL,
  first_day INTEGER NOT NULL,
  last_day INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('holiday', 'compensatory', 'swap_off', 'swap_work', 'emergency_closed', 'special_hours')),
  reason TEXT NOT NULL CHECK (reason <> ''),
  source TEXT NOT NULL CHECK (source <> ''),
  sessions TEXT NOT NULL DEFAULT '',
  as_on INTEGER,
  active @BOOL@ NOT NULL,
  seed_key TEXT UNIQUE,
  created_at @BIGINT@ NOT NULL,
  created_by @BIGINT@ NOT NULL,
  withdrawn_at @BIGINT@,
  CHECK (first_day <= last_day),
  CHECK ((scope_level = 'nation') = (scope_unit = 0))
) @STRICT@;
CREATE INDEX calendar_exception_scope ON calendar_exception (scope_level, scope_unit, first_day);

-- What the Government chose for a year: days of Tết before mùng 1; 1 when 1/9 is off with 2/9, 0 when 3/9 is.
CREATE TABLE calendar_decision (
  kind TEXT NOT NULL CHECK (kind IN ('tet', 'national_day')),
  year INTEGER NOT NULL,
  choice INTEGER NOT NULL,
  source TEXT NOT NULL CHECK (source <> ''),
  PRIMARY KEY (kind, year),
  CHECK ((kind = 'tet' AND choice IN (1, 2)) OR (kind = 'national_day' AND choice IN (0, 1)))
) @STRICT@;

-- Counts the changes, so that every instance sees when its calendars are out of date.
CREATE TABLE calendar_revision (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  revision @BIGINT@ NOT NULL
) @STRICT@;
INSERT INTO calendar_revision (one, revision) VALUES (1, 1);
