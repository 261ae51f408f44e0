-- One judgement of a dossier's service, by who holds its link (118/2025/NĐ-CP Điều 33). Answers by question in order of the decree.
CREATE TABLE feedback_rating (
  dossier @BIGINT@ PRIMARY KEY,
  code TEXT NOT NULL,
  procedure_code TEXT NOT NULL,
  procedure_name TEXT NOT NULL,
  received_unit @BIGINT@ NOT NULL,
  settling_unit @BIGINT@ NOT NULL,
  received_by TEXT NOT NULL,
  officer TEXT NOT NULL,
  channel TEXT NOT NULL,
  place TEXT NOT NULL CHECK (place IN ('link', 'counter')),
  answers TEXT NOT NULL,
  score INTEGER NOT NULL CHECK (score BETWEEN 0 AND 100),
  overall INTEGER NOT NULL CHECK (overall BETWEEN 1 AND 5),
  comment TEXT NOT NULL,
  at @BIGINT@ NOT NULL
) @STRICT@;
CREATE INDEX feedback_rating_of ON feedback_rating (received_unit, at, dossier);

-- Phản ánh, kiến nghị: what people report or propose, who answers until when, the public answer.
CREATE TABLE feedback_report (
  id @BIGINT@ PRIMARY KEY,
  number TEXT NOT NULL UNIQUE,
  version @BIGINT@ NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('regulation', 'behaviour', 'fault', 'other')),
  state TEXT NOT NULL CHECK (state IN ('received', 'assigned', 'forwarded', 'answered')),
  unit @BIGINT@ NOT NULL,
  handler @BIGINT@ NOT NULL,
  citizen @BIGINT@ NOT NULL,
  sender TEXT NOT NULL,
  contact TEXT NOT NULL,
  address TEXT NOT NULL,
  dossier_code TEXT NOT NULL,
  content TEXT NOT NULL,
  received_at @BIGINT@ NOT NULL,
  due_at @BIGINT@ NOT NULL,
  forwarded_to TEXT NOT NULL,
  answer TEXT NOT NULL,
  verdict TEXT NOT NULL,
  answered_at @BIGINT@,
  answered_by TEXT NOT NULL,
  is_public @BOOL@ NOT NULL,
  public_content TEXT NOT NULL
) @STRICT@;
CREATE INDEX feedback_report_open ON feedback_report (unit, due_at, id) WHERE state <> 'answered';
CREATE INDEX feedback_report_public ON feedback_report (answered_at, id) WHERE is_public;
CREATE INDEX feedback_report_of ON feedback_report (citizen, id);
