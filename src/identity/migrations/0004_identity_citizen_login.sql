-- Accounts at a provider of sign-in that open an account here. `number`: the personal number the provider has proven; empty: none.
CREATE TABLE identity_citizen_login (
  issuer TEXT NOT NULL,
  subject TEXT NOT NULL,
  citizen @BIGINT@ NOT NULL REFERENCES identity_citizen (id),
  number TEXT NOT NULL,
  linked_at @BIGINT@ NOT NULL,
  PRIMARY KEY (issuer, subject)
) @STRICT@;
CREATE INDEX identity_citizen_login_of ON identity_citizen_login (citizen);
CREATE INDEX identity_citizen_login_number ON identity_citizen_login (number) WHERE number <> '';

-- Ways to a provider that somebody came back on: none serves twice.
CREATE TABLE identity_sso_used (
  token_hash TEXT PRIMARY KEY,
  until @BIGINT@ NOT NULL
) @STRICT@;
