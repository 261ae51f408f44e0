-- Service in the same visit ("hồ sơ không hẹn") and sessions outside the desk's hours.

-- What a place promises for a procedure, from a day on; 0 minutes: no promise any more. Never edited.
CREATE TABLE visit_promise (
  id @BIGINT@ PRIMARY KEY,
  unit @BIGINT@ NOT NULL,
  procedure_code TEXT NOT NULL,
  procedure_name TEXT NOT NULL,
  minutes INTEGER NOT NULL CHECK (minutes >= 0),
  valid_from INTEGER NOT NULL,
  source TEXT NOT NULL,
  set_at @BIGINT@ NOT NULL,
  set_by @BIGINT@ NOT NULL,
  set_by_name TEXT NOT NULL,
  UNIQUE (unit, procedure_code, valid_from)
) @STRICT@;
@APPEND_ONLY(visit_promise)@

CREATE TABLE visit_session (
  id @BIGINT@ PRIMARY KEY,
  unit @BIGINT@ NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('saturday', 'evening', 'home', 'help')),
  place TEXT NOT NULL,
  day INTEGER NOT NULL,
  hours TEXT NOT NULL,
  team TEXT NOT NULL,
  source TEXT NOT NULL,
  made_at @BIGINT@ NOT NULL,
  made_by @BIGINT@ NOT NULL,
  made_by_name TEXT NOT NULL
) @STRICT@;
CREATE INDEX visit_session_unit ON visit_session (unit, day, id);
@APPEND_ONLY(visit_session)@

-- A dossier filed at a session. The citizen stays the applicant; who helped is only told.
CREATE TABLE visit_session_case (
  id @BIGINT@ PRIMARY KEY,
  session @BIGINT@ NOT NULL REFERENCES visit_session (id),
  dossier @BIGINT@ NOT NULL UNIQUE,
  code TEXT NOT NULL,
  helper TEXT NOT NULL,
  added_at @BIGINT@ NOT NULL,
  added_by @BIGINT@ NOT NULL,
  added_by_name TEXT NOT NULL
) @STRICT@;
CREATE INDEX visit_session_case_session ON visit_session_case (session, id);
@APPEND_ONLY(visit_session_case)@
