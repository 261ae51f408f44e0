-- How long a step of a procedure usually takes, in working minutes: learned once a day from what was finished in the last three months.
CREATE TABLE dossier_usual (
  procedure_code TEXT NOT NULL,
  step TEXT NOT NULL,
  median @BIGINT@ NOT NULL,
  upper @BIGINT@ NOT NULL,
  samples @BIGINT@ NOT NULL,
  learned_at @BIGINT@ NOT NULL,
  PRIMARY KEY (procedure_code, step)
) @STRICT@;
