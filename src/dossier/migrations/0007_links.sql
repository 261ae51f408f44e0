-- One submission, several procedures (liên thông): each part is a dossier of its own with its own term and agency.
CREATE TABLE dossier_link (
  id @BIGINT@ PRIMARY KEY,
  version @BIGINT@ NOT NULL,
  code TEXT NOT NULL UNIQUE, -- that of its first part
  form_id TEXT NOT NULL UNIQUE,
  ordered @BOOL@ NOT NULL, -- one agency after the other, or all at once
  received_unit @BIGINT@ NOT NULL,
  applicant_name TEXT NOT NULL,
  received_at @BIGINT@ NOT NULL,
  received_name TEXT NOT NULL,
  promised_at @BIGINT@ NOT NULL
) @STRICT@;
CREATE INDEX dossier_link_unit ON dossier_link (received_unit, received_at, id);

CREATE TABLE dossier_link_leg (
  link @BIGINT@ NOT NULL REFERENCES dossier_link (id),
  seq INTEGER NOT NULL,
  dossier @BIGINT@ NOT NULL UNIQUE REFERENCES dossier_case (id),
  agency @BIGINT@ NOT NULL, -- 0: not determined, waits for a dispatcher
  basis TEXT NOT NULL,      -- why this agency
  determined_name TEXT NOT NULL,
  determined_at @BIGINT@,
  planned_start @BIGINT@ NOT NULL,
  planned_due @BIGINT@ NOT NULL,
  PRIMARY KEY (link, seq)
) @STRICT@;
CREATE INDEX dossier_link_leg_open ON dossier_link_leg (link, seq) WHERE agency = 0;

-- Which agency settles a procedure received in a territory, as dispatchers determined it (the nearest unit with an entry counts).
CREATE TABLE dossier_route (
  id @BIGINT@ PRIMARY KEY,
  procedure_code TEXT NOT NULL,
  scope @BIGINT@ NOT NULL, -- receiving unit, or a unit above it
  agency @BIGINT@ NOT NULL,
  valid_from INTEGER NOT NULL,
  basis TEXT NOT NULL,
  made_name TEXT NOT NULL,
  made_at @BIGINT@ NOT NULL
) @STRICT@;
CREATE INDEX dossier_route_of ON dossier_route (procedure_code, scope, valid_from);
