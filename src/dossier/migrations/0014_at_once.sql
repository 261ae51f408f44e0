-- Immediate cases (118/2025/NĐ-CP Điều 17.4): what a signer arranged beforehand for a desk and a procedure. Never edited; the latest row of desk,
-- procedure and signer that is in force counts, `active` 0 ends it.
CREATE TABLE dossier_at_once (
  id @BIGINT@ PRIMARY KEY,
  desk @BIGINT@ NOT NULL,
  procedure_code TEXT NOT NULL,
  procedure_name TEXT NOT NULL,
  signer @BIGINT@ NOT NULL,
  signer_name TEXT NOT NULL,
  symbol TEXT NOT NULL,
  active INTEGER NOT NULL CHECK (active IN (0, 1)),
  valid_from INTEGER NOT NULL,
  source TEXT NOT NULL,
  set_at @BIGINT@ NOT NULL,
  set_by @BIGINT@ NOT NULL
) @STRICT@;
CREATE INDEX dossier_at_once_desk ON dossier_at_once (desk, procedure_code, id);
CREATE INDEX dossier_at_once_signer ON dossier_at_once (signer, id);
@APPEND_ONLY(dossier_at_once)@

-- A result signed on paper at the desk: who wrote it down, and under which arrangement.
ALTER TABLE dossier_result ADD COLUMN recorded_name TEXT NOT NULL DEFAULT '';
ALTER TABLE dossier_result ADD COLUMN arrangement @BIGINT@;
CREATE INDEX dossier_result_on_paper ON dossier_result (signed_by, signed_at) WHERE arrangement IS NOT NULL;
