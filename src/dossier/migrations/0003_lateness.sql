-- Lateness cannot pass silently: warnings, form 04, and due moments moved by a late holiday. Both dates are always kept.

-- Term given by form 04 ("3wd"), and the due moment before it; the receipt's first promise is what agencies are judged by.
ALTER TABLE dossier_case ADD COLUMN extension TEXT NOT NULL DEFAULT '';
ALTER TABLE dossier_case ADD COLUMN original_due @BIGINT@;
CREATE INDEX dossier_case_due ON dossier_case (due_at, id) WHERE running;
CREATE INDEX dossier_case_late ON dossier_case (competent_unit, due_at, id) WHERE running OR punctuality = 'late';

-- What a unit sets otherwise than the rungs that ship with the program; never deleted, ended by valid_to.
CREATE TABLE dossier_warning_rule (
  id @BIGINT@ PRIMARY KEY,
  unit @BIGINT@ NOT NULL,
  rung TEXT NOT NULL,
  moment TEXT NOT NULL,
  recipients TEXT NOT NULL,
  valid_from INTEGER NOT NULL,
  valid_to INTEGER,
  source TEXT NOT NULL,
  set_at @BIGINT@ NOT NULL,
  set_by @BIGINT@ NOT NULL,
  CHECK (valid_to IS NULL OR valid_to >= valid_from)
) @STRICT@;
CREATE INDEX dossier_warning_rule_unit ON dossier_warning_rule (unit, rung, valid_from);

-- When to look at a running dossier next; nothing left to watch: no next_at.
CREATE TABLE dossier_watch (
  dossier @BIGINT@ PRIMARY KEY REFERENCES dossier_case (id),
  due_at @BIGINT@ NOT NULL,
  next_at @BIGINT@
) @STRICT@;
CREATE INDEX dossier_watch_next ON dossier_watch (next_at) WHERE next_at IS NOT NULL;

CREATE TABLE dossier_alert (
  id @BIGINT@ PRIMARY KEY,
  dossier @BIGINT@ NOT NULL REFERENCES dossier_case (id),
  rung TEXT NOT NULL,
  due_at @BIGINT@ NOT NULL,
  account @BIGINT@ NOT NULL,
  recipient TEXT NOT NULL CHECK (recipient IN ('officer', 'head', 'desk_head', 'leader')),
  made_at @BIGINT@ NOT NULL,
  seen_at @BIGINT@,
  UNIQUE (dossier, rung, due_at, account)
) @STRICT@;
CREATE INDEX dossier_alert_account ON dossier_alert (account, made_at, id) WHERE seen_at IS NULL;

-- Form 04, at most one for a dossier (118/2025/NĐ-CP Điều 19.6): drafted by the program, signed by a person, or no longer needed.
CREATE TABLE dossier_apology (
  dossier @BIGINT@ PRIMARY KEY REFERENCES dossier_case (id),
  version @BIGINT@ NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('draft', 'sent', 'dropped')),
  unit @BIGINT@ NOT NULL,
  received_unit @BIGINT@ NOT NULL,
  made_at @BIGINT@ NOT NULL,
  step TEXT NOT NULL,
  cause TEXT NOT NULL,
  cause_text TEXT NOT NULL,
  term TEXT NOT NULL,
  due_before @BIGINT@ NOT NULL,
  due_after @BIGINT@ NOT NULL,
  proof TEXT NOT NULL,
  signer @BIGINT@ NOT NULL,
  signer_name TEXT NOT NULL,
  edited_by_name TEXT NOT NULL,
  edited_at @BIGINT@,
  number TEXT NOT NULL,
  signed_by @BIGINT@ NOT NULL,
  signed_by_name TEXT NOT NULL,
  sent_at @BIGINT@,
  timeliness TEXT CHECK (timeliness IN ('in_time', 'short_notice', 'after_due')),
  CHECK ((state = 'sent') = (sent_at IS NOT NULL)),
  CHECK ((sent_at IS NULL) = (timeliness IS NULL))
) @STRICT@;
CREATE INDEX dossier_apology_draft ON dossier_apology (unit, due_before, dossier) WHERE state = 'draft';
CREATE INDEX dossier_apology_sent ON dossier_apology (unit, sent_at, dossier) WHERE state = 'sent';

-- A change of the calendar carried over to running dossiers: proposed, applied once, undone once.
CREATE TABLE dossier_reschedule (
  id @BIGINT@ PRIMARY KEY,
  version @BIGINT@ NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('proposed', 'applying', 'applied', 'undoing', 'undone')),
  scope_unit @BIGINT@ NOT NULL,
  place TEXT NOT NULL,
  first_day INTEGER NOT NULL,
  title TEXT NOT NULL,
  reason TEXT NOT NULL,
  source TEXT NOT NULL,
  made_at @BIGINT@ NOT NULL,
  made_by_name TEXT NOT NULL,
  applied_at @BIGINT@,
  applied_by @BIGINT@ NOT NULL,
  applied_by_name TEXT NOT NULL,
  undone_at @BIGINT@,
  undone_by_name TEXT NOT NULL,
  undo_reason TEXT NOT NULL
) @STRICT@;
CREATE INDEX dossier_reschedule_made ON dossier_reschedule (made_at, id);

CREATE TABLE dossier_reschedule_case (
  reschedule @BIGINT@ NOT NULL REFERENCES dossier_reschedule (id),
  dossier @BIGINT@ NOT NULL REFERENCES dossier_case (id),
  due_before @BIGINT@ NOT NULL,
  due_after @BIGINT@ NOT NULL,
  calendar_before @BIGINT@ NOT NULL,
  calendar_after @BIGINT@ NOT NULL,
  tell TEXT NOT NULL CHECK (tell IN ('sms', 'phone', 'desk')),
  undone @BOOL@ NOT NULL,
  PRIMARY KEY (reschedule, dossier)
) @STRICT@;
CREATE INDEX dossier_reschedule_case_dossier ON dossier_reschedule_case (dossier);
