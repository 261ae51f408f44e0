-- What the post took for a unit in a month, handed over by transfer (118/2025/NĐ-CP Điều 12.9: monthly) and closed.

-- A line of a bank statement that is the post's money of that month (its first day).
CREATE TABLE post_transfer (
  id @BIGINT@ PRIMARY KEY,
  unit @BIGINT@ NOT NULL,
  month INTEGER NOT NULL,
  bank_line @BIGINT@ NOT NULL UNIQUE,
  amount @BIGINT@ NOT NULL CHECK (amount > 0),
  booked_on INTEGER NOT NULL,
  bank_ref TEXT NOT NULL,
  added_at @BIGINT@ NOT NULL,
  added_by @BIGINT@ NOT NULL,
  added_by_name TEXT NOT NULL
) @STRICT@;
CREATE INDEX post_transfer_month ON post_transfer (unit, month, id);
@APPEND_ONLY(post_transfer)@

CREATE TABLE post_settlement (
  id @BIGINT@ PRIMARY KEY,
  unit @BIGINT@ NOT NULL,
  month INTEGER NOT NULL,
  entries INTEGER NOT NULL,
  taken @BIGINT@ NOT NULL,
  transferred @BIGINT@ NOT NULL,
  note TEXT NOT NULL,
  closed_at @BIGINT@ NOT NULL,
  closed_by @BIGINT@ NOT NULL,
  closed_by_name TEXT NOT NULL,
  UNIQUE (unit, month)
) @STRICT@;
@APPEND_ONLY(post_settlement)@
