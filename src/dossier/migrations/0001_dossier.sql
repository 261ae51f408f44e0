-- A dossier and what belongs to it. Times are microseconds UTC, money is whole đồng, persons and answers are JSON opened only by the
-- application. The journal (object 'dossier') is the record; `version` is its last sequence, all else can be told from it.

CREATE TABLE dossier_case (
  id @BIGINT@ PRIMARY KEY,
  version @BIGINT@ NOT NULL,
  code TEXT NOT NULL UNIQUE,
  form_id TEXT NOT NULL UNIQUE,
  token_hash TEXT NOT NULL UNIQUE,
  receipt_year INTEGER NOT NULL,
  receipt_number @BIGINT@ NOT NULL,
  procedure_version @BIGINT@ NOT NULL,
  procedure_code TEXT NOT NULL,
  procedure_name TEXT NOT NULL,
  field_id TEXT NOT NULL,
  field_name TEXT NOT NULL,
  received_unit @BIGINT@ NOT NULL,
  competent_unit @BIGINT@ NOT NULL,
  settling_unit @BIGINT@ NOT NULL,
  holder_unit @BIGINT@ NOT NULL,
  holder @BIGINT@ NOT NULL,
  holder_name TEXT NOT NULL,
  received_by @BIGINT@ NOT NULL,
  received_by_name TEXT NOT NULL,
  channel TEXT NOT NULL CHECK (channel IN ('counter', 'post', 'online_full', 'online_partial', 'kiosk', 'vneid')),
  applicant_number TEXT NOT NULL,
  applicant_name TEXT NOT NULL,
  applicant TEXT NOT NULL,
  principal TEXT NOT NULL,
  authority TEXT NOT NULL,
  answers TEXT NOT NULL,
  form TEXT NOT NULL,
  biz_state TEXT NOT NULL CHECK (biz_state IN ('draft', 'submitted', 'intake_supplement', 'intake_refused', 'received', 'in_process',
    'supplement', 'fin_obligation', 'withdraw_requested', 'withdrawn', 'stopped', 'refused_result', 'done', 'returned', 'archived')),
  work_sub TEXT NOT NULL CHECK (work_sub IN ('none', 'to_transfer', 'assigned', 'verifying', 'site_check', 'consulting', 'interagency',
    'drafting', 'review', 'to_sign', 'to_number', 'extended')),
  running @BOOL@ NOT NULL,
  fin_state TEXT NOT NULL CHECK (fin_state IN ('none', 'due', 'paid', 'exempt', 'refund_due', 'refunded', 'reconciled')),
  delivery_state TEXT NOT NULL CHECK (delivery_state IN ('not_ready', 'ready', 'notified', 'in_post', 'delivered',
    'returned_undelivered', 'unclaimed', 'stored')),
  payment TEXT NOT NULL,
  fee_total @BIGINT@ NOT NULL,
  return_method TEXT NOT NULL,
  return_address TEXT NOT NULL,
  sets INTEGER NOT NULL,
  tell_by_sms @BOOL@ NOT NULL,
  note TEXT NOT NULL,
  received_at @BIGINT@ NOT NULL,
  legal_start @BIGINT@ NOT NULL,
  due_at @BIGINT@ NOT NULL,
  promised_at @BIGINT@,
  handed_at @BIGINT@,
  done_at @BIGINT@,
  returned_at @BIGINT@,
  term TEXT NOT NULL,
  term_words TEXT NOT NULL,
  term_variant TEXT NOT NULL,
  cutoff INTEGER NOT NULL,
  calendar_version @BIGINT@ NOT NULL,
  punctuality TEXT CHECK (punctuality IN ('early', 'on_time', 'late')),
  step TEXT NOT NULL,
  step_seq INTEGER NOT NULL,
  search_text TEXT NOT NULL,
  UNIQUE (received_unit, receipt_year, receipt_number)
) @STRICT@;

CREATE INDEX dossier_case_holder ON dossier_case (holder, due_at, id) WHERE running;
CREATE INDEX dossier_case_at_unit ON dossier_case (holder_unit, work_sub, due_at, id) WHERE running;
CREATE INDEX dossier_case_ready ON dossier_case (received_unit, due_at, id) WHERE biz_state = 'done';
CREATE INDEX dossier_case_register ON dossier_case (received_unit, received_at, id);
CREATE INDEX dossier_case_competent ON dossier_case (competent_unit, received_at, id);
CREATE INDEX dossier_case_applicant ON dossier_case (applicant_number, received_at, id) WHERE applicant_number <> '';
CREATE INDEX dossier_case_version ON dossier_case (procedure_version, step) WHERE running;

CREATE TABLE dossier_counter (
  scope TEXT NOT NULL,
  name TEXT NOT NULL,
  value @BIGINT@ NOT NULL CHECK (value > 0),
  PRIMARY KEY (scope, name)
) @STRICT@;

CREATE TABLE dossier_paper (
  dossier @BIGINT@ NOT NULL REFERENCES dossier_case (id),
  seq INTEGER NOT NULL,
  component TEXT NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  originals INTEGER NOT NULL CHECK (originals >= 0),
  copies INTEGER NOT NULL CHECK (copies >= 0),
  from_register @BOOL@ NOT NULL,
  PRIMARY KEY (dossier, seq)
) @STRICT@;

-- One row for each step that began; the steps to come are told by the procedure version.
CREATE TABLE dossier_step (
  dossier @BIGINT@ NOT NULL REFERENCES dossier_case (id),
  seq INTEGER NOT NULL,
  step TEXT NOT NULL,
  name TEXT NOT NULL,
  role TEXT NOT NULL,
  unit @BIGINT@ NOT NULL,
  holder @BIGINT@ NOT NULL,
  holder_name TEXT NOT NULL,
  started_at @BIGINT@ NOT NULL,
  limit_at @BIGINT@,
  allotted_minutes @BIGINT@ NOT NULL,
  finished_at @BIGINT@,
  used_minutes @BIGINT@ NOT NULL,
  outcome TEXT NOT NULL,
  PRIMARY KEY (dossier, seq)
) @STRICT@;

-- Lines of the control slip (form 06): one for each time the bundle changed hands.
CREATE TABLE dossier_handover (
  dossier @BIGINT@ NOT NULL REFERENCES dossier_case (id),
  seq INTEGER NOT NULL,
  from_unit @BIGINT@ NOT NULL,
  to_unit @BIGINT@ NOT NULL,
  from_name TEXT NOT NULL,
  to_name TEXT NOT NULL,
  given_at @BIGINT@ NOT NULL,
  received_at @BIGINT@,
  allotted_minutes @BIGINT@ NOT NULL,
  used_minutes @BIGINT@ NOT NULL,
  result TEXT CHECK (result IN ('early', 'on_time', 'late')),
  note TEXT NOT NULL,
  PRIMARY KEY (dossier, seq)
) @STRICT@;

CREATE TABLE dossier_fee (
  dossier @BIGINT@ NOT NULL REFERENCES dossier_case (id),
  seq INTEGER NOT NULL,
  fee TEXT NOT NULL,
  name TEXT NOT NULL,
  quantity INTEGER NOT NULL CHECK (quantity >= 0),
  amount @BIGINT@ NOT NULL CHECK (amount >= 0),
  exemption TEXT NOT NULL,
  basis TEXT NOT NULL,
  how TEXT NOT NULL,
  PRIMARY KEY (dossier, seq)
) @STRICT@;

CREATE TABLE dossier_result (
  dossier @BIGINT@ PRIMARY KEY REFERENCES dossier_case (id),
  title TEXT NOT NULL,
  summary TEXT NOT NULL,
  body TEXT NOT NULL,
  drafted_by @BIGINT@ NOT NULL,
  drafted_person @BIGINT@ NOT NULL,
  drafted_name TEXT NOT NULL,
  drafted_at @BIGINT@ NOT NULL,
  signed_by @BIGINT@ NOT NULL,
  signed_name TEXT NOT NULL,
  signed_at @BIGINT@,
  number TEXT NOT NULL,
  dated INTEGER
) @STRICT@;

-- How the result left: who took it, how that was checked, what proves it.
CREATE TABLE dossier_return (
  dossier @BIGINT@ PRIMARY KEY REFERENCES dossier_case (id),
  method TEXT NOT NULL CHECK (method IN ('counter', 'post', 'online', 'other_centre')),
  receiver TEXT NOT NULL,
  receiver_number TEXT NOT NULL,
  identity_check TEXT NOT NULL,
  authority TEXT NOT NULL,
  confirmation TEXT NOT NULL,
  signature TEXT NOT NULL,
  waybill TEXT NOT NULL,
  returned_by @BIGINT@ NOT NULL,
  returned_by_name TEXT NOT NULL,
  returned_at @BIGINT@ NOT NULL
) @STRICT@;
