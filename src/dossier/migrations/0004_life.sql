-- What can lawfully happen to a dossier on its way: supplement, refusal, withdrawal, stop, correction, payment, inquiry, archive.

-- Restart, pauses and extension of the term as JSON (clock_facts.hpp); empty: nothing happened to it.
ALTER TABLE dossier_case ADD COLUMN clock TEXT NOT NULL DEFAULT '';
-- Withdrawn or stopped: when. Such a dossier has no done_at and no punctuality: it is settled on this day and never late.
ALTER TABLE dossier_case ADD COLUMN closed_at @BIGINT@;

-- A refusal is a result that waits to be fetched.
DROP INDEX dossier_case_ready;
CREATE INDEX dossier_case_ready ON dossier_case (received_unit, due_at, id) WHERE biz_state IN ('done', 'refused_result');

-- What the officer proposes and somebody else decides; at most one a dossier. `content` is JSON (items, grounds).
CREATE TABLE dossier_proposal (
  dossier @BIGINT@ PRIMARY KEY REFERENCES dossier_case (id),
  kind TEXT NOT NULL CHECK (kind IN ('supplement', 'refuse', 'stop')),
  content TEXT NOT NULL,
  by_account @BIGINT@ NOT NULL,
  by_person @BIGINT@ NOT NULL,
  by_name TEXT NOT NULL,
  at @BIGINT@ NOT NULL
) @STRICT@;

-- Phiếu yêu cầu bổ sung (form 02). asked: decided, waits at the desk to be sent; sent: the applicant knows.
CREATE TABLE dossier_supplement (
  dossier @BIGINT@ NOT NULL REFERENCES dossier_case (id),
  seq INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('asked', 'sent', 'complete', 'closed', 'void')),
  reason TEXT NOT NULL,
  again_reason TEXT NOT NULL,
  late_basis TEXT NOT NULL,
  special_days INTEGER NOT NULL CHECK (special_days >= 0),
  special_basis TEXT NOT NULL,
  officer @BIGINT@ NOT NULL,
  officer_name TEXT NOT NULL,
  approved_name TEXT NOT NULL,
  asked_at @BIGINT@ NOT NULL,
  number @BIGINT@ NOT NULL,
  sent_at @BIGINT@,
  sent_name TEXT NOT NULL,
  sent_how TEXT NOT NULL,
  answer_by @BIGINT@,
  warned INTEGER NOT NULL,
  due_before @BIGINT@ NOT NULL,
  due_after @BIGINT@,
  ended_at @BIGINT@,
  PRIMARY KEY (dossier, seq)
) @STRICT@;
CREATE INDEX dossier_supplement_open ON dossier_supplement (state, answer_by, dossier) WHERE state IN ('asked', 'sent');

CREATE TABLE dossier_supplement_item (
  dossier @BIGINT@ NOT NULL,
  request INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  component TEXT NOT NULL,
  paper TEXT NOT NULL,
  reason TEXT NOT NULL,
  legal_basis TEXT NOT NULL,
  todo TEXT NOT NULL,
  register_note TEXT NOT NULL,
  answer TEXT NOT NULL CHECK (answer IN ('none', 'given', 'replaced')),
  answer_note TEXT NOT NULL,
  answered_at @BIGINT@,
  answered_name TEXT NOT NULL,
  PRIMARY KEY (dossier, request, seq),
  FOREIGN KEY (dossier, request) REFERENCES dossier_supplement (dossier, seq)
) @STRICT@;

-- How a dossier ended without the result that was asked for: forms 03 and 05. asked: a withdrawal not yet decided.
CREATE TABLE dossier_ending (
  dossier @BIGINT@ NOT NULL REFERENCES dossier_case (id),
  seq INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('refused', 'withdrawn', 'stopped', 'closed')),
  state TEXT NOT NULL CHECK (state IN ('asked', 'done', 'declined')),
  reason_code TEXT NOT NULL,
  reason TEXT NOT NULL,
  legal_basis TEXT NOT NULL,
  guidance TEXT NOT NULL,
  from_state TEXT NOT NULL,
  requested_at @BIGINT@,
  requested_name TEXT NOT NULL,
  number @BIGINT@ NOT NULL,
  decided_at @BIGINT@,
  decided_name TEXT NOT NULL,
  answer TEXT NOT NULL,
  originals TEXT NOT NULL,
  originals_back_at @BIGINT@,
  originals_receiver TEXT NOT NULL,
  refund @BIGINT@ NOT NULL CHECK (refund >= 0),
  refund_note TEXT NOT NULL,
  refunded_at @BIGINT@,
  PRIMARY KEY (dossier, seq)
) @STRICT@;

-- Nghĩa vụ tài chính: the time until it is met is no time of the term, where the special law says so.
CREATE TABLE dossier_obligation (
  dossier @BIGINT@ NOT NULL REFERENCES dossier_case (id),
  seq INTEGER NOT NULL,
  name TEXT NOT NULL,
  payee TEXT NOT NULL,
  notice TEXT NOT NULL,
  amount @BIGINT@ NOT NULL CHECK (amount > 0),
  legal_basis TEXT NOT NULL,
  pay_by INTEGER,
  asked_at @BIGINT@ NOT NULL,
  asked_name TEXT NOT NULL,
  due_before @BIGINT@ NOT NULL,
  paid_document TEXT NOT NULL,
  paid_at @BIGINT@,
  confirmed_name TEXT NOT NULL,
  due_after @BIGINT@,
  PRIMARY KEY (dossier, seq)
) @STRICT@;

CREATE TABLE dossier_site_check (
  dossier @BIGINT@ NOT NULL REFERENCES dossier_case (id),
  seq INTEGER NOT NULL,
  planned_at @BIGINT@ NOT NULL,
  place TEXT NOT NULL,
  members TEXT NOT NULL,
  content TEXT NOT NULL,
  applicant_present @BOOL@ NOT NULL,
  begun_at @BIGINT@ NOT NULL,
  begun_name TEXT NOT NULL,
  finished_at @BIGINT@,
  findings TEXT NOT NULL,
  PRIMARY KEY (dossier, seq)
) @STRICT@;

CREATE TABLE dossier_opinion (
  dossier @BIGINT@ NOT NULL REFERENCES dossier_case (id),
  seq INTEGER NOT NULL,
  body TEXT NOT NULL,
  content TEXT NOT NULL,
  reply_by @BIGINT@ NOT NULL,
  asked_at @BIGINT@ NOT NULL,
  asked_name TEXT NOT NULL,
  answered_at @BIGINT@,
  answer TEXT NOT NULL,
  silent @BOOL@ NOT NULL,
  PRIMARY KEY (dossier, seq)
) @STRICT@;

-- An issued result that was wrong by the agency's fault; what it replaces is kept as JSON.
CREATE TABLE dossier_correction (
  dossier @BIGINT@ NOT NULL REFERENCES dossier_case (id),
  seq INTEGER NOT NULL,
  reason TEXT NOT NULL,
  legal_basis TEXT NOT NULL,
  decided_at @BIGINT@ NOT NULL,
  decided_name TEXT NOT NULL,
  old_number TEXT NOT NULL,
  old_result TEXT NOT NULL,
  old_return TEXT NOT NULL,
  old_due_at @BIGINT@ NOT NULL,
  old_done_at @BIGINT@ NOT NULL,
  old_punctuality TEXT NOT NULL,
  PRIMARY KEY (dossier, seq)
) @STRICT@;

CREATE TABLE dossier_reroute (
  dossier @BIGINT@ NOT NULL REFERENCES dossier_case (id),
  seq INTEGER NOT NULL,
  from_agency @BIGINT@ NOT NULL,
  to_agency @BIGINT@ NOT NULL,
  to_unit @BIGINT@ NOT NULL,
  reason TEXT NOT NULL,
  legal_basis TEXT NOT NULL,
  at @BIGINT@ NOT NULL,
  by_name TEXT NOT NULL,
  old_draft TEXT NOT NULL,
  PRIMARY KEY (dossier, seq)
) @STRICT@;

CREATE TABLE dossier_archive (
  dossier @BIGINT@ PRIMARY KEY REFERENCES dossier_case (id),
  folder TEXT NOT NULL,
  retention TEXT NOT NULL,
  papers INTEGER NOT NULL,
  files INTEGER NOT NULL,
  at @BIGINT@ NOT NULL,
  by_name TEXT NOT NULL
) @STRICT@;
