-- Papers carried by the public post, and who holds each paper folder.

-- Phiếu gửi hồ sơ: one dossier on its way in or out (45/2016/QĐ-TTg).
CREATE TABLE post_slip (
  id @BIGINT@ PRIMARY KEY,
  version @BIGINT@ NOT NULL,
  direction TEXT NOT NULL CHECK (direction IN ('in', 'out')),
  unit @BIGINT@ NOT NULL,
  year INTEGER NOT NULL,
  number @BIGINT@ NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'handed', 'accepted', 'sent_back', 'on_way', 'delivered', 'undelivered',
    'back', 'resent', 'fetched')),
  clerk @BIGINT@ NOT NULL,
  clerk_name TEXT NOT NULL,
  made_at @BIGINT@ NOT NULL,
  dossier @BIGINT@ NOT NULL,
  code TEXT NOT NULL,
  procedure_code TEXT NOT NULL,
  procedure_name TEXT NOT NULL,
  person_name TEXT NOT NULL,
  person_address TEXT NOT NULL,
  person_phone TEXT NOT NULL,
  papers TEXT NOT NULL,
  content TEXT NOT NULL,
  fee_taken @BIGINT@ NOT NULL CHECK (fee_taken >= 0),
  fee_paper TEXT NOT NULL,
  waybill TEXT NOT NULL,
  scheme @BIGINT@ NOT NULL,
  protocol @BIGINT@ NOT NULL,
  reason TEXT NOT NULL,
  receiver TEXT NOT NULL,
  ended_at @BIGINT@,
  UNIQUE (direction, unit, year, number)
) @STRICT@;
CREATE INDEX post_slip_state ON post_slip (unit, direction, state, made_at, id);
CREATE INDEX post_slip_dossier ON post_slip (dossier, id);
CREATE INDEX post_slip_protocol ON post_slip (protocol, id);
CREATE INDEX post_slip_scheme ON post_slip (scheme, made_at, id) WHERE scheme <> 0;

-- Biên bản giao nhận hồ sơ: its signing by the taking side is the moment of filing (45/2016/QĐ-TTg Điều 7).
CREATE TABLE post_protocol (
  id @BIGINT@ PRIMARY KEY,
  version @BIGINT@ NOT NULL,
  direction TEXT NOT NULL CHECK (direction IN ('in', 'out')),
  unit @BIGINT@ NOT NULL,
  year INTEGER NOT NULL,
  number @BIGINT@ NOT NULL,
  made_at @BIGINT@ NOT NULL,
  giver @BIGINT@ NOT NULL,
  giver_name TEXT NOT NULL,
  signed_at @BIGINT@,
  taker @BIGINT@ NOT NULL,
  taker_name TEXT NOT NULL,
  note TEXT NOT NULL,
  UNIQUE (direction, unit, year, number)
) @STRICT@;
CREATE INDEX post_protocol_unit ON post_protocol (unit, made_at, id);

-- Free home return and the like: by date, counted apart.
CREATE TABLE post_scheme (
  id @BIGINT@ PRIMARY KEY,
  unit @BIGINT@ NOT NULL,
  name TEXT NOT NULL,
  valid_from INTEGER NOT NULL,
  valid_to INTEGER,
  cost @BIGINT@ NOT NULL CHECK (cost >= 0),
  source TEXT NOT NULL,
  set_at @BIGINT@ NOT NULL,
  set_by @BIGINT@ NOT NULL,
  set_by_name TEXT NOT NULL
) @STRICT@;
CREATE INDEX post_scheme_unit ON post_scheme (unit, valid_from, id);
@APPEND_ONLY(post_scheme)@

-- End-of-day count of paper folders of a unit.
CREATE TABLE post_count (
  id @BIGINT@ PRIMARY KEY,
  unit @BIGINT@ NOT NULL,
  counted_at @BIGINT@ NOT NULL,
  counted_by @BIGINT@ NOT NULL,
  counted_by_name TEXT NOT NULL,
  expected INTEGER NOT NULL,
  seen INTEGER NOT NULL
) @STRICT@;
CREATE INDEX post_count_unit ON post_count (unit, counted_at, id);
@APPEND_ONLY(post_count)@

-- A folder that should be there and was not seen, until it is found; or one seen where the record does not expect it.
CREATE TABLE post_alarm (
  id @BIGINT@ PRIMARY KEY,
  version @BIGINT@ NOT NULL,
  count_id @BIGINT@ NOT NULL REFERENCES post_count (id),
  unit @BIGINT@ NOT NULL,
  dossier @BIGINT@ NOT NULL,
  code TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('missing', 'elsewhere')),
  holder_words TEXT NOT NULL,
  raised_at @BIGINT@ NOT NULL,
  ended_at @BIGINT@,
  ended_by_name TEXT NOT NULL,
  ending TEXT NOT NULL
) @STRICT@;
CREATE INDEX post_alarm_dossier ON post_alarm (dossier, raised_at, id);
CREATE INDEX post_alarm_open ON post_alarm (unit, raised_at, id) WHERE ended_at IS NULL;
