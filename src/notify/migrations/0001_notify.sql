-- Messages to people, from being written to being delivered. `cause` makes each event tell each person once by each way.
CREATE TABLE notify_message (
  id @BIGINT@ PRIMARY KEY,
  cause TEXT NOT NULL UNIQUE,
  way TEXT NOT NULL CHECK (way IN ('email', 'sms', 'page')),
  citizen @BIGINT@ NOT NULL,
  address TEXT NOT NULL,
  template TEXT NOT NULL,
  subject TEXT NOT NULL,
  body TEXT NOT NULL,
  link TEXT NOT NULL,
  secret @BOOL@ NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'failed', 'expired')),
  tries INTEGER NOT NULL,
  made_at @BIGINT@ NOT NULL,
  not_before @BIGINT@ NOT NULL,
  expires_at @BIGINT@,
  sent_at @BIGINT@,
  seen_at @BIGINT@,
  fault TEXT NOT NULL
) @STRICT@;
CREATE INDEX notify_message_due ON notify_message (not_before, id) WHERE state = 'waiting';
CREATE INDEX notify_message_of ON notify_message (citizen, id) WHERE way = 'page';
CREATE INDEX notify_message_state ON notify_message (state, id);
