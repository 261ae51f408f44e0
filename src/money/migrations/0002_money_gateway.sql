-- Payments begun at the gateway. `token` names one towards the gateway and in the payer's address; `transaction` is the gateway's own name of
-- the money, taken once. A second payment of one order is a row of its own.
CREATE TABLE money_gateway_order (
  id @BIGINT@ PRIMARY KEY,
  version @BIGINT@ NOT NULL,
  token TEXT NOT NULL UNIQUE,
  subject @BIGINT@ NOT NULL REFERENCES money_claim (subject),
  unit @BIGINT@ NOT NULL,
  amount @BIGINT@ NOT NULL CHECK (amount > 0),
  state TEXT NOT NULL CHECK (state IN ('open', 'paid', 'unowed', 'failed', 'differs')),
  begun_at @BIGINT@ NOT NULL,
  told_at @BIGINT@,
  gateway_ref TEXT,
  told_amount @BIGINT@ NOT NULL,
  receipt @BIGINT@ REFERENCES money_receipt (id),
  UNIQUE (gateway_ref)
) @STRICT@;
CREATE INDEX money_gateway_order_subject ON money_gateway_order (subject, id);
CREATE INDEX money_gateway_order_unit ON money_gateway_order (unit, id);
