-- Sampled surveys of satisfaction, dialogues with citizens, published indices of the province. The row of each record is what the last row
-- of its journal says. 0 in unit_id (of a question), task, dialogue: none.
CREATE TABLE survey_poll (
  id @BIGINT@ PRIMARY KEY,
  version @BIGINT@ NOT NULL,
  unit_id @BIGINT@ NOT NULL,
  year INTEGER NOT NULL,
  title TEXT NOT NULL,
  basis TEXT NOT NULL,
  from_day INTEGER NOT NULL,
  to_day INTEGER NOT NULL,
  error INTEGER NOT NULL,
  state TEXT NOT NULL,
  form TEXT NOT NULL,
  seed TEXT NOT NULL,
  population TEXT NOT NULL,
  wanted INTEGER NOT NULL,
  announced_on INTEGER,
  drawn_on INTEGER,
  closed_on INTEGER,
  made_by TEXT NOT NULL
) @STRICT@;
CREATE INDEX survey_poll_of ON survey_poll (unit_id, year, id);
CREATE INDEX survey_poll_public ON survey_poll (year, id) WHERE state <> 'draft';

-- Who was drawn. What somebody answered stands apart, under a hash only the holder of his link can make.
CREATE TABLE survey_draw (
  id @BIGINT@ PRIMARY KEY,
  version @BIGINT@ NOT NULL,
  poll @BIGINT@ NOT NULL REFERENCES survey_poll (id),
  number INTEGER NOT NULL,
  token_hash TEXT NOT NULL UNIQUE,
  dossier TEXT NOT NULL,
  unit_id @BIGINT@ NOT NULL,
  field TEXT NOT NULL,
  state TEXT NOT NULL,
  reason TEXT NOT NULL
) @STRICT@;
CREATE UNIQUE INDEX survey_draw_of ON survey_draw (poll, number);

CREATE TABLE survey_answer (
  id @BIGINT@ PRIMARY KEY,
  version @BIGINT@ NOT NULL,
  poll @BIGINT@ NOT NULL REFERENCES survey_poll (id),
  voter TEXT NOT NULL,
  unit_id @BIGINT@ NOT NULL,
  channel TEXT NOT NULL,
  levels TEXT NOT NULL,
  comment TEXT NOT NULL,
  entered_by TEXT NOT NULL
) @STRICT@;
CREATE UNIQUE INDEX survey_answer_of ON survey_answer (poll, voter);

CREATE TABLE survey_series (
  id @BIGINT@ PRIMARY KEY,
  version @BIGINT@ NOT NULL,
  unit_id @BIGINT@ NOT NULL,
  name TEXT NOT NULL,
  year INTEGER NOT NULL,
  value @BIGINT@ NOT NULL,
  source TEXT NOT NULL,
  made_by TEXT NOT NULL
) @STRICT@;
CREATE UNIQUE INDEX survey_series_of ON survey_series (unit_id, name, year);

CREATE TABLE survey_dialogue (
  id @BIGINT@ PRIMARY KEY,
  version @BIGINT@ NOT NULL,
  unit_id @BIGINT@ NOT NULL,
  year INTEGER NOT NULL,
  month INTEGER NOT NULL,
  topic TEXT NOT NULL,
  partner TEXT NOT NULL,
  chair TEXT NOT NULL,
  place TEXT NOT NULL,
  day INTEGER,
  clock TEXT NOT NULL,
  invited TEXT NOT NULL,
  notice TEXT NOT NULL,
  state TEXT NOT NULL,
  people INTEGER NOT NULL,
  minutes TEXT NOT NULL,
  announced_on INTEGER,
  published_on INTEGER,
  made_by TEXT NOT NULL
) @STRICT@;
CREATE INDEX survey_dialogue_of ON survey_dialogue (unit_id, year, id);
CREATE INDEX survey_dialogue_public ON survey_dialogue (year, id) WHERE state <> 'planned';

CREATE TABLE survey_question (
  id @BIGINT@ PRIMARY KEY,
  version @BIGINT@ NOT NULL,
  dialogue @BIGINT@ NOT NULL REFERENCES survey_dialogue (id),
  number INTEGER NOT NULL,
  channel TEXT NOT NULL,
  sender TEXT NOT NULL,
  contact TEXT NOT NULL,
  content TEXT NOT NULL,
  text TEXT NOT NULL,
  public_text TEXT NOT NULL,
  state TEXT NOT NULL,
  answer TEXT NOT NULL,
  answered_by TEXT NOT NULL,
  answered_on INTEGER,
  on_spot @BOOL@ NOT NULL,
  task @BIGINT@ NOT NULL,
  received_at @BIGINT@ NOT NULL
) @STRICT@;
CREATE UNIQUE INDEX survey_question_of ON survey_question (dialogue, number);
