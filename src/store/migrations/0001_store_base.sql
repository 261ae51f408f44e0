-- The journal: every change of a business object, append-only, chained per object (store/journal.hpp).
CREATE TABLE store_journal (
@SQLITE@  id INTEGER PRIMARY KEY AUTOINCREMENT,
@POSTGRES@  id BIGINT PRIMARY KEY,
  object TEXT NOT NULL,
  object_id @BIGINT@ NOT NULL,
  seq @BIGINT@ NOT NULL CHECK (seq >= 1),
  at @BIGINT@ NOT NULL,
  recorded_at @BIGINT@ NOT NULL,
  actor @BIGINT@ NOT NULL,
  unit @BIGINT@ NOT NULL,
  kind TEXT NOT NULL,
  payload TEXT NOT NULL,
  prev_hash TEXT NOT NULL CHECK (length(prev_hash) IN (0, 64)),
  hash TEXT NOT NULL CHECK (length(hash) = 64),
  UNIQUE (object, object_id, seq),
  CHECK ((seq = 1) = (prev_hash = ''))
) @STRICT@;
-- A transaction has its number before it draws an id. Thereby "all transactions below X have ended" implies that no id drawn
-- before X was looked up can still appear (store_v_horizon, seal.cpp).
@POSTGRES@CREATE SEQUENCE store_journal_id OWNED BY store_journal.id;
@POSTGRES@ALTER TABLE store_journal ALTER COLUMN id SET DEFAULT (CASE WHEN pg_current_xact_id() IS NOT NULL THEN nextval('store_journal_id') END);
@APPEND_ONLY(store_journal)@

-- last_id: the greatest id drawn. Transactions with a number below `oldest` have ended; the next one gets `next` or more.
@SQLITE@CREATE VIEW store_v_last_id AS SELECT coalesce(max(id), 0) AS last_id FROM store_journal;
@SQLITE@CREATE VIEW store_v_horizon AS SELECT 1 AS oldest, 1 AS next;
@POSTGRES@CREATE VIEW store_v_last_id AS SELECT CASE WHEN is_called THEN last_value ELSE 0 END AS last_id FROM store_journal_id;
@POSTGRES@CREATE VIEW store_v_horizon AS SELECT CAST(CAST(pg_snapshot_xmin(pg_current_snapshot()) AS TEXT) AS BIGINT) AS oldest,
@POSTGRES@  CAST(CAST(pg_snapshot_xmax(pg_current_snapshot()) AS TEXT) AS BIGINT) AS next;

-- Up to settled_id the journal is final. candidate_id becomes settled once transactions below candidate_next have ended.
CREATE TABLE store_settled (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  settled_id @BIGINT@ NOT NULL,
  candidate_id @BIGINT@ NOT NULL,
  candidate_next @BIGINT@ NOT NULL,
  CHECK (candidate_id >= settled_id)
) @STRICT@;
INSERT INTO store_settled (one, settled_id, candidate_id, candidate_next) VALUES (1, 0, 0, 0);

-- Seals: the Merkle root over the rows from_id … to_id of the journal, chained, stamped by an outside authority when configured.
CREATE TABLE store_seal (
  number @BIGINT@ PRIMARY KEY CHECK (number >= 1),
  from_id @BIGINT@ NOT NULL,
  to_id @BIGINT@ NOT NULL,
  rows_sealed @BIGINT@ NOT NULL CHECK (rows_sealed >= 1),
  root TEXT NOT NULL CHECK (length(root) = 64),
  at @BIGINT@ NOT NULL,
  prev TEXT NOT NULL,
  stamp TEXT,
  CHECK (to_id >= from_id)
) @STRICT@;

-- Who read which personal record and why.
CREATE TABLE store_access (
  id @SERIAL@,
  at @BIGINT@ NOT NULL,
  actor @BIGINT@ NOT NULL,
  unit @BIGINT@ NOT NULL,
  object TEXT NOT NULL,
  object_id @BIGINT@ NOT NULL,
  purpose TEXT NOT NULL
) @STRICT@;
CREATE INDEX store_access_by_object ON store_access (object, object_id, id);
CREATE INDEX store_access_by_actor ON store_access (actor, id);
@APPEND_ONLY(store_access)@

-- Outbox: what happened, until every subscriber has taken it.
CREATE TABLE store_outbox (
  id @SERIAL@,
  topic TEXT NOT NULL,
  key @BIGINT@ NOT NULL,
  payload TEXT NOT NULL,
  at @BIGINT@ NOT NULL,
  routed @BOOL@ NOT NULL DEFAULT FALSE
) @STRICT@;
CREATE INDEX store_outbox_unrouted ON store_outbox (id) WHERE NOT routed;

CREATE TABLE store_delivery (
  outbox_id @BIGINT@ NOT NULL REFERENCES store_outbox (id),
  subscriber TEXT NOT NULL,
  key @BIGINT@ NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  next_at @BIGINT@ NOT NULL,
  dead @BOOL@ NOT NULL DEFAULT FALSE,
  reason TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (outbox_id, subscriber)
) @STRICT@;
CREATE INDEX store_delivery_due ON store_delivery (next_at, outbox_id) WHERE NOT dead;
CREATE INDEX store_delivery_order ON store_delivery (subscriber, key, outbox_id) WHERE NOT dead;
CREATE INDEX store_delivery_dead ON store_delivery (outbox_id) WHERE dead;

CREATE TABLE store_lease (
  name TEXT PRIMARY KEY,
  owner TEXT NOT NULL,
  until_at @BIGINT@ NOT NULL
) @STRICT@;

CREATE TABLE store_counter (
  scope TEXT NOT NULL,
  name TEXT NOT NULL,
  value @BIGINT@ NOT NULL CHECK (value >= 1),
  PRIMARY KEY (scope, name)
) @STRICT@;

CREATE TABLE store_idempotency (
  scope TEXT NOT NULL,
  key TEXT NOT NULL,
  request_hash TEXT NOT NULL,
  answer TEXT NOT NULL,
  at @BIGINT@ NOT NULL,
  PRIMARY KEY (scope, key)
) @STRICT@;
CREATE INDEX store_idempotency_by_age ON store_idempotency (at);

CREATE TABLE store_blob (
  hash TEXT PRIMARY KEY CHECK (length(hash) = 64),
  size @BIGINT@ NOT NULL CHECK (size >= 0),
  type TEXT NOT NULL,
  created_at @BIGINT@ NOT NULL,
  scan_state TEXT NOT NULL CHECK (scan_state IN ('pending', 'clean', 'infected', 'not_scanned')),
  scan_note TEXT NOT NULL DEFAULT ''
) @STRICT@;
CREATE INDEX store_blob_pending ON store_blob (created_at) WHERE scan_state = 'pending';
