-- Steering committee: members, regulation and papers, sessions, conclusions whose items become tasks.
CREATE TABLE reform_committee (
  id @BIGINT@ PRIMARY KEY,
  version @BIGINT@ NOT NULL,
  unit_id @BIGINT@ NOT NULL,
  name TEXT NOT NULL,
  decision TEXT NOT NULL,
  set_up_on INTEGER NOT NULL,
  follow_up @BIGINT@ NOT NULL
) @STRICT@;

CREATE TABLE reform_member (
  id @BIGINT@ PRIMARY KEY,
  version @BIGINT@ NOT NULL,
  committee @BIGINT@ NOT NULL REFERENCES reform_committee (id),
  name TEXT NOT NULL,
  post TEXT NOT NULL,
  role TEXT NOT NULL,
  charge TEXT NOT NULL,
  area TEXT NOT NULL
) @STRICT@;

CREATE TABLE reform_paper (
  id @BIGINT@ PRIMARY KEY,
  version @BIGINT@ NOT NULL,
  committee @BIGINT@ NOT NULL REFERENCES reform_committee (id),
  of_session @BIGINT@ NOT NULL,
  kind TEXT NOT NULL,
  state TEXT NOT NULL,
  title TEXT NOT NULL,
  number TEXT NOT NULL,
  day INTEGER NOT NULL,
  note TEXT NOT NULL,
  hash TEXT NOT NULL,
  file_name TEXT NOT NULL
) @STRICT@;

CREATE TABLE reform_session (
  id @BIGINT@ PRIMARY KEY,
  version @BIGINT@ NOT NULL,
  committee @BIGINT@ NOT NULL REFERENCES reform_committee (id),
  number INTEGER NOT NULL,
  day INTEGER NOT NULL,
  place TEXT NOT NULL,
  chair TEXT NOT NULL,
  attendance TEXT NOT NULL,
  state TEXT NOT NULL,
  notice TEXT NOT NULL,
  notice_on INTEGER,
  agreed TEXT NOT NULL,
  results TEXT NOT NULL,
  limits TEXT NOT NULL
) @STRICT@;

CREATE TABLE reform_item (
  id @BIGINT@ PRIMARY KEY,
  version @BIGINT@ NOT NULL,
  session @BIGINT@ NOT NULL REFERENCES reform_session (id),
  number INTEGER NOT NULL,
  text TEXT NOT NULL,
  content TEXT NOT NULL,
  lead_unit @BIGINT@ NOT NULL,
  due INTEGER,
  product TEXT NOT NULL,
  metric TEXT NOT NULL,
  target_kind TEXT NOT NULL,
  target @BIGINT@ NOT NULL,
  given @BIGINT@ NOT NULL
) @STRICT@;

CREATE INDEX reform_committee_unit ON reform_committee (unit_id, id);
CREATE INDEX reform_member_committee ON reform_member (committee, id);
CREATE INDEX reform_paper_committee ON reform_paper (committee, of_session, id);
CREATE UNIQUE INDEX reform_session_number ON reform_session (committee, number);
CREATE INDEX reform_item_session ON reform_item (session, number);
