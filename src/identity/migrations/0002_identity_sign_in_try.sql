-- Failed tries of signing in by user name, whether an account has that name or not: the answers must not tell which names exist.
-- Names are kept as keyed digests, because people type passwords into the wrong field. Forgotten after a day without a try.
CREATE TABLE identity_sign_in_try (
  name_hash TEXT PRIMARY KEY CHECK (length(name_hash) = 64),
  failures INTEGER NOT NULL,
  last_at @BIGINT@ NOT NULL,
  retry_at @BIGINT@
) @STRICT@;
CREATE INDEX identity_sign_in_try_by_last ON identity_sign_in_try (last_at);
ALTER TABLE identity_credential DROP COLUMN failures;
ALTER TABLE identity_credential DROP COLUMN retry_at;
