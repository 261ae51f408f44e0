-- People of the portal: a proven e-mail address or telephone number opens the account, no password is kept.
CREATE TABLE identity_citizen (
  id @BIGINT@ PRIMARY KEY,
  version @BIGINT@ NOT NULL,
  profile TEXT NOT NULL,
  made_at @BIGINT@ NOT NULL
) @STRICT@;

CREATE TABLE identity_citizen_contact (
  kind TEXT NOT NULL CHECK (kind IN ('email', 'phone')),
  value TEXT NOT NULL,
  citizen @BIGINT@ NOT NULL REFERENCES identity_citizen (id),
  proven_at @BIGINT@ NOT NULL,
  PRIMARY KEY (kind, value)
) @STRICT@;
CREATE INDEX identity_citizen_contact_of ON identity_citizen_contact (citizen);

-- A code on its way: the browser holds the token, the person the code, the database hashes of both.
CREATE TABLE identity_citizen_code (
  token_hash TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  value TEXT NOT NULL,
  code_hash TEXT NOT NULL,
  tries INTEGER NOT NULL,
  made_at @BIGINT@ NOT NULL,
  until @BIGINT@ NOT NULL
) @STRICT@;
CREATE INDEX identity_citizen_code_of ON identity_citizen_code (kind, value, made_at);

CREATE TABLE identity_citizen_session (
  token_hash TEXT PRIMARY KEY,
  citizen @BIGINT@ NOT NULL REFERENCES identity_citizen (id),
  device_hash TEXT NOT NULL,
  made_at @BIGINT@ NOT NULL,
  seen_at @BIGINT@ NOT NULL,
  expires_at @BIGINT@ NOT NULL
) @STRICT@;
CREATE INDEX identity_citizen_session_ends ON identity_citizen_session (expires_at);
