-- Units with their whole history. Days: first day in force, and the first day no longer in force (NULL: still).
CREATE TABLE identity_tree (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  version @BIGINT@ NOT NULL
) @STRICT@;
INSERT INTO identity_tree (one, version) VALUES (1, 1);

CREATE TABLE identity_unit (
  id @BIGINT@ PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  from_day INTEGER NOT NULL,
  to_day INTEGER,
  invented @BOOL@ NOT NULL,
  note TEXT NOT NULL,
  version @BIGINT@ NOT NULL,
  CHECK (to_day IS NULL OR to_day > from_day)
) @STRICT@;

CREATE TABLE identity_unit_name (
  unit_id @BIGINT@ NOT NULL REFERENCES identity_unit (id),
  from_day INTEGER NOT NULL,
  to_day INTEGER,
  name TEXT NOT NULL CHECK (name <> ''),
  folded TEXT NOT NULL,
  kind TEXT NOT NULL,
  legal_basis TEXT NOT NULL,
  PRIMARY KEY (unit_id, from_day)
) @STRICT@;

CREATE TABLE identity_unit_code (
  unit_id @BIGINT@ NOT NULL REFERENCES identity_unit (id),
  system TEXT NOT NULL CHECK (system IN ('gso', 'eid', 'eid_old')),
  from_day INTEGER NOT NULL,
  to_day INTEGER,
  code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 35),
  invented @BOOL@ NOT NULL,
  PRIMARY KEY (unit_id, system, from_day)
) @STRICT@;
CREATE INDEX identity_unit_code_by_code ON identity_unit_code (system, code);

CREATE TABLE identity_unit_parent (
  unit_id @BIGINT@ NOT NULL REFERENCES identity_unit (id),
  from_day INTEGER NOT NULL,
  to_day INTEGER,
  parent_id @BIGINT@ NOT NULL REFERENCES identity_unit (id),
  PRIMARY KEY (unit_id, from_day),
  CHECK (unit_id <> parent_id)
) @STRICT@;
CREATE INDEX identity_unit_parent_by_parent ON identity_unit_parent (parent_id);

CREATE TABLE identity_succession (
  from_unit @BIGINT@ NOT NULL REFERENCES identity_unit (id),
  to_unit @BIGINT@ NOT NULL REFERENCES identity_unit (id),
  on_day INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('merge', 'split', 'takeover', 'abolish_level')),
  whole @BOOL@ NOT NULL,
  legal_basis TEXT NOT NULL,
  invented @BOOL@ NOT NULL,
  PRIMARY KEY (from_unit, to_unit, on_day)
) @STRICT@;
CREATE INDEX identity_succession_by_to ON identity_succession (to_unit);

-- Every pair of a unit and a unit at or above it, with the days this holds: derived from identity_unit_parent at each change.
-- Other contexts filter their lists by scope through the view.
CREATE TABLE identity_unit_within (
  ancestor_id @BIGINT@ NOT NULL REFERENCES identity_unit (id),
  unit_id @BIGINT@ NOT NULL REFERENCES identity_unit (id),
  from_day INTEGER NOT NULL,
  to_day INTEGER,
  PRIMARY KEY (ancestor_id, unit_id, from_day)
) @STRICT@;
CREATE INDEX identity_unit_within_by_unit ON identity_unit_within (unit_id);
CREATE VIEW identity_v_within AS SELECT ancestor_id, unit_id, from_day, to_day FROM identity_unit_within;
CREATE VIEW identity_v_unit_name AS SELECT unit_id, from_day, to_day, name, folded, kind FROM identity_unit_name;

-- People who work with the program and their accounts.
CREATE TABLE identity_person (
  id @BIGINT@ PRIMARY KEY,
  name TEXT NOT NULL CHECK (name <> ''),
  folded TEXT NOT NULL,
  sort_key TEXT NOT NULL,
  title TEXT NOT NULL,
  phone TEXT NOT NULL
) @STRICT@;

CREATE TABLE identity_account (
  id @BIGINT@ PRIMARY KEY,
  person_id @BIGINT@ NOT NULL REFERENCES identity_person (id),
  user_name TEXT NOT NULL UNIQUE,
  locked @BOOL@ NOT NULL,
  must_change_password @BOOL@ NOT NULL,
  created_at @BIGINT@ NOT NULL,
  last_sign_in @BIGINT@,
  version @BIGINT@ NOT NULL
) @STRICT@;
CREATE INDEX identity_account_by_person ON identity_account (person_id);

-- Failures and the moment of the next try live here: they are not part of the record.
CREATE TABLE identity_credential (
  account_id @BIGINT@ PRIMARY KEY REFERENCES identity_account (id),
  password_hash TEXT NOT NULL,
  changed_at @BIGINT@ NOT NULL,
  failures INTEGER NOT NULL DEFAULT 0,
  retry_at @BIGINT@
) @STRICT@;

CREATE TABLE identity_totp (
  account_id @BIGINT@ PRIMARY KEY REFERENCES identity_account (id),
  sealed_secret TEXT NOT NULL,
  confirmed_at @BIGINT@,
  last_step @BIGINT@ NOT NULL DEFAULT 0
) @STRICT@;

CREATE TABLE identity_recovery_code (
  account_id @BIGINT@ NOT NULL REFERENCES identity_account (id),
  code_hash TEXT NOT NULL,
  used_at @BIGINT@,
  PRIMARY KEY (account_id, code_hash)
) @STRICT@;

-- Sessions are known by the hash of what the browser holds. `stage` second_factor: password was right, TOTP is still due.
CREATE TABLE identity_session (
  token_hash TEXT PRIMARY KEY CHECK (length(token_hash) = 64),
  account_id @BIGINT@ NOT NULL REFERENCES identity_account (id),
  stage TEXT NOT NULL CHECK (stage IN ('full', 'second_factor')),
  device_hash TEXT NOT NULL,
  acting_unit @BIGINT@ REFERENCES identity_unit (id),
  created_at @BIGINT@ NOT NULL,
  seen_at @BIGINT@ NOT NULL,
  expires_at @BIGINT@ NOT NULL,
  device_label TEXT NOT NULL
) @STRICT@;
CREATE INDEX identity_session_by_account ON identity_session (account_id, seen_at);
CREATE INDEX identity_session_by_expiry ON identity_session (expires_at);

CREATE TABLE identity_grant (
  id @BIGINT@ PRIMARY KEY,
  account_id @BIGINT@ NOT NULL REFERENCES identity_account (id),
  role TEXT NOT NULL,
  unit_id @BIGINT@ NOT NULL REFERENCES identity_unit (id),
  subtree @BOOL@ NOT NULL,
  from_day INTEGER NOT NULL,
  to_day INTEGER,
  reason TEXT NOT NULL,
  CHECK (to_day IS NULL OR to_day >= from_day)
) @STRICT@;
CREATE INDEX identity_grant_by_account ON identity_grant (account_id);
CREATE INDEX identity_grant_by_unit ON identity_grant (unit_id);

CREATE TABLE identity_delegation (
  id @BIGINT@ PRIMARY KEY,
  giver_id @BIGINT@ NOT NULL REFERENCES identity_account (id),
  receiver_id @BIGINT@ NOT NULL REFERENCES identity_account (id),
  role TEXT NOT NULL,
  unit_id @BIGINT@ NOT NULL REFERENCES identity_unit (id),
  subtree @BOOL@ NOT NULL,
  from_day INTEGER NOT NULL,
  to_day INTEGER NOT NULL,
  reason TEXT NOT NULL,
  created_at @BIGINT@ NOT NULL,
  revoked_at @BIGINT@,
  CHECK (giver_id <> receiver_id),
  CHECK (to_day > from_day)
) @STRICT@;
CREATE INDEX identity_delegation_by_giver ON identity_delegation (giver_id);
CREATE INDEX identity_delegation_by_receiver ON identity_delegation (receiver_id);
