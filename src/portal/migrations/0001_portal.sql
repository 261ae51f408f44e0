-- A board with QR codes that hangs somewhere: which procedures it leads to, since when, when it was printed.
CREATE TABLE portal_board (
  id @BIGINT@ PRIMARY KEY,
  code TEXT NOT NULL UNIQUE,
  unit @BIGINT@ NOT NULL,
  place TEXT NOT NULL,
  procedures TEXT NOT NULL,
  made_at @BIGINT@ NOT NULL,
  made_by TEXT NOT NULL,
  printed_on INTEGER NOT NULL,
  outdated_at @BIGINT@,
  ended_at @BIGINT@
) @STRICT@;
CREATE INDEX portal_board_of ON portal_board (unit, id);

-- How often a code was read: a number a month, nothing about who.
CREATE TABLE portal_scan (
  board @BIGINT@ NOT NULL REFERENCES portal_board (id),
  month INTEGER NOT NULL,
  procedure_code TEXT NOT NULL,
  count @BIGINT@ NOT NULL,
  PRIMARY KEY (board, month, procedure_code)
) @STRICT@;
