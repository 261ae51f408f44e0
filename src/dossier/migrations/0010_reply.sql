-- What the applicant answers online to a request for papers, item by item. Sent answers are part of the dossier's record (its digest); what is
-- typed and not sent yet is his draft, without a journal, gone once it is sent or the request has ended.
CREATE TABLE dossier_supplement_reply (
  dossier @BIGINT@ NOT NULL,
  request INTEGER NOT NULL,
  item INTEGER NOT NULL,
  round INTEGER NOT NULL,
  note TEXT NOT NULL,
  files TEXT NOT NULL,
  sent_at @BIGINT@ NOT NULL,
  returned_at @BIGINT@,
  returned_name TEXT NOT NULL,
  return_reason TEXT NOT NULL,
  PRIMARY KEY (dossier, request, item, round),
  FOREIGN KEY (dossier, request, item) REFERENCES dossier_supplement_item (dossier, request, seq)
) @STRICT@;

CREATE TABLE dossier_reply_draft (
  dossier @BIGINT@ NOT NULL,
  request INTEGER NOT NULL,
  item INTEGER NOT NULL,
  note TEXT NOT NULL,
  PRIMARY KEY (dossier, request, item),
  FOREIGN KEY (dossier, request, item) REFERENCES dossier_supplement_item (dossier, request, seq)
) @STRICT@;

CREATE TABLE dossier_reply_draft_file (
  dossier @BIGINT@ NOT NULL,
  request INTEGER NOT NULL,
  item INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  name TEXT NOT NULL,
  hash TEXT NOT NULL,
  type TEXT NOT NULL,
  size @BIGINT@ NOT NULL,
  PRIMARY KEY (dossier, request, item, seq),
  FOREIGN KEY (dossier, request, item) REFERENCES dossier_supplement_item (dossier, request, seq)
) @STRICT@;
