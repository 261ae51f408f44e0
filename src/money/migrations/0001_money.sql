-- Money as a ledger: nothing is edited, a mistake is undone by a counter-entry, every amount is a sum of entries.

-- What somebody owes for one thing (a dossier). `open`: something is still due, so that lists need no sums.
CREATE TABLE money_claim (
  subject @BIGINT@ PRIMARY KEY,
  version @BIGINT@ NOT NULL,
  unit @BIGINT@ NOT NULL,
  code TEXT NOT NULL,
  title TEXT NOT NULL,
  payer TEXT NOT NULL,
  address TEXT NOT NULL,
  opened_at @BIGINT@ NOT NULL,
  open @BOOL@ NOT NULL
) @STRICT@;
CREATE INDEX money_claim_open ON money_claim (unit, opened_at, subject) WHERE open;
CREATE INDEX money_claim_code ON money_claim (code);

CREATE TABLE money_receipt (
  id @BIGINT@ PRIMARY KEY,
  subject @BIGINT@ NOT NULL REFERENCES money_claim (subject),
  unit @BIGINT@ NOT NULL,
  year INTEGER NOT NULL,
  number @BIGINT@ NOT NULL CHECK (number > 0),
  symbol TEXT NOT NULL,
  payer TEXT NOT NULL,
  address TEXT NOT NULL,
  issued_at @BIGINT@ NOT NULL,
  issued_by @BIGINT@ NOT NULL,
  issued_by_name TEXT NOT NULL,
  UNIQUE (unit, year, number)
) @STRICT@;
CREATE INDEX money_receipt_subject ON money_receipt (subject, id);
@APPEND_ONLY(money_receipt)@

-- An amount passes from one account to another. `sheet`: the day sheet of who moved the money; 0: nobody's till was touched.
CREATE TABLE money_entry (
  id @BIGINT@ PRIMARY KEY,
  subject @BIGINT@ NOT NULL,
  unit @BIGINT@ NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('charge', 'relief', 'payment', 'refund_promised', 'refund', 'counter', 'hand_in')),
  source TEXT NOT NULL,
  target TEXT NOT NULL,
  amount @BIGINT@ NOT NULL CHECK (amount > 0),
  fee TEXT NOT NULL,
  name TEXT NOT NULL,
  receipt @BIGINT@ REFERENCES money_receipt (id),
  counters @BIGINT@ UNIQUE REFERENCES money_entry (id),
  document TEXT NOT NULL,
  reason TEXT NOT NULL,
  at @BIGINT@ NOT NULL,
  actor @BIGINT@ NOT NULL,
  actor_name TEXT NOT NULL,
  sheet INTEGER NOT NULL,
  CHECK (source <> target)
) @STRICT@;
CREATE INDEX money_entry_subject ON money_entry (subject, id);
CREATE INDEX money_entry_sheet ON money_entry (unit, actor, sheet, id);
CREATE INDEX money_entry_receipt ON money_entry (receipt);
@APPEND_ONLY(money_entry)@

-- The till of a cashier: which sheet is open. Whoever moves money locks its row, so that nothing slips into a sheet that is being closed.
CREATE TABLE money_till (
  unit @BIGINT@ NOT NULL,
  cashier @BIGINT@ NOT NULL,
  sheet INTEGER NOT NULL,
  PRIMARY KEY (unit, cashier)
) @STRICT@;

CREATE TABLE money_sheet (
  id @BIGINT@ PRIMARY KEY,
  unit @BIGINT@ NOT NULL,
  cashier @BIGINT@ NOT NULL,
  cashier_name TEXT NOT NULL,
  sheet INTEGER NOT NULL,
  year INTEGER NOT NULL,
  number @BIGINT@ NOT NULL,
  closed_at @BIGINT@ NOT NULL,
  counted @BIGINT@ NOT NULL CHECK (counted >= 0),
  document TEXT NOT NULL,
  note TEXT NOT NULL,
  UNIQUE (unit, cashier, sheet),
  UNIQUE (unit, year, number)
) @STRICT@;
CREATE INDEX money_sheet_unit ON money_sheet (unit, closed_at, id);
@APPEND_ONLY(money_sheet)@

-- Where a unit's money goes and the symbol of its receipts, by date. A change is a new row; the one before ends the day before.
CREATE TABLE money_account (
  id @BIGINT@ PRIMARY KEY,
  unit @BIGINT@ NOT NULL,
  bank_bin TEXT NOT NULL,
  bank_name TEXT NOT NULL,
  number TEXT NOT NULL,
  holder TEXT NOT NULL,
  symbol TEXT NOT NULL,
  valid_from INTEGER NOT NULL,
  source TEXT NOT NULL,
  set_at @BIGINT@ NOT NULL,
  set_by @BIGINT@ NOT NULL,
  set_by_name TEXT NOT NULL,
  UNIQUE (unit, valid_from)
) @STRICT@;
@APPEND_ONLY(money_account)@

-- Lines of bank statements. The same line is never taken twice (`line_key`).
CREATE TABLE money_bank_line (
  id @BIGINT@ PRIMARY KEY,
  version @BIGINT@ NOT NULL,
  unit @BIGINT@ NOT NULL,
  line_key TEXT NOT NULL,
  file_name TEXT NOT NULL,
  imported_at @BIGINT@ NOT NULL,
  imported_by_name TEXT NOT NULL,
  booked_on INTEGER NOT NULL,
  amount @BIGINT@ NOT NULL CHECK (amount > 0),
  description TEXT NOT NULL,
  bank_ref TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'matched', 'aside')),
  why TEXT NOT NULL,
  subject @BIGINT@ NOT NULL,
  receipt @BIGINT@ REFERENCES money_receipt (id),
  note TEXT NOT NULL,
  decided_at @BIGINT@,
  decided_by_name TEXT NOT NULL,
  UNIQUE (unit, line_key)
) @STRICT@;
CREATE INDEX money_bank_line_open ON money_bank_line (unit, booked_on, id) WHERE state = 'open';
CREATE INDEX money_bank_line_all ON money_bank_line (unit, imported_at, id);
CREATE INDEX money_bank_line_receipt ON money_bank_line (receipt);
