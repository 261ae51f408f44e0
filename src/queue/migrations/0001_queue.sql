-- The waiting room: kinds of counters, counters, tickets of a day, booked times.

-- The machine that gives tickets opens the page with this key; a new key closes the old address.
CREATE TABLE queue_place (
  id @BIGINT@ PRIMARY KEY,
  version @BIGINT@ NOT NULL,
  unit @BIGINT@ NOT NULL UNIQUE,
  key TEXT NOT NULL UNIQUE
) @STRICT@;

-- What people come for; its letter stands before the number.
CREATE TABLE queue_kind (
  id @BIGINT@ PRIMARY KEY,
  version @BIGINT@ NOT NULL,
  unit @BIGINT@ NOT NULL,
  letter TEXT NOT NULL,
  name TEXT NOT NULL,
  per_slot INTEGER NOT NULL CHECK (per_slot >= 0),
  active @BOOL@ NOT NULL,
  UNIQUE (unit, letter)
) @STRICT@;

CREATE TABLE queue_counter (
  id @BIGINT@ PRIMARY KEY,
  version @BIGINT@ NOT NULL,
  unit @BIGINT@ NOT NULL,
  number INTEGER NOT NULL CHECK (number > 0),
  letters TEXT NOT NULL,
  active @BOOL@ NOT NULL,
  UNIQUE (unit, number)
) @STRICT@;

-- A ticket holds for its day. It says nothing about who has it.
CREATE TABLE queue_ticket (
  id @BIGINT@ PRIMARY KEY,
  version @BIGINT@ NOT NULL,
  unit @BIGINT@ NOT NULL,
  kind @BIGINT@ NOT NULL REFERENCES queue_kind (id),
  letter TEXT NOT NULL,
  day INTEGER NOT NULL,
  number @BIGINT@ NOT NULL,
  token TEXT NOT NULL UNIQUE,
  priority TEXT NOT NULL,
  booked_for @BIGINT@,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'called', 'serving', 'absent', 'done')),
  issued_at @BIGINT@ NOT NULL,
  called_at @BIGINT@,
  last_called_at @BIGINT@,
  served_at @BIGINT@,
  ended_at @BIGINT@,
  calls INTEGER NOT NULL,
  call_number @BIGINT@ NOT NULL,
  counter INTEGER NOT NULL,
  officer @BIGINT@ NOT NULL,
  officer_name TEXT NOT NULL,
  UNIQUE (kind, day, number)
) @STRICT@;
CREATE INDEX queue_ticket_day ON queue_ticket (unit, day, state, number, id);
CREATE INDEX queue_ticket_list ON queue_ticket (unit, day, id);
CREATE INDEX queue_ticket_done ON queue_ticket (kind, state, ended_at, id);

-- Dossiers the officer received at the counter while the ticket was served.
CREATE TABLE queue_ticket_case (
  id @BIGINT@ PRIMARY KEY,
  ticket @BIGINT@ NOT NULL REFERENCES queue_ticket (id),
  dossier @BIGINT@ NOT NULL UNIQUE,
  code TEXT NOT NULL
) @STRICT@;
CREATE INDEX queue_ticket_case_ticket ON queue_ticket_case (ticket, id);
@APPEND_ONLY(queue_ticket_case)@

CREATE TABLE queue_booking (
  id @BIGINT@ PRIMARY KEY,
  version @BIGINT@ NOT NULL,
  unit @BIGINT@ NOT NULL,
  kind @BIGINT@ NOT NULL REFERENCES queue_kind (id),
  starts_at @BIGINT@ NOT NULL,
  code TEXT NOT NULL UNIQUE,
  phone TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('booked', 'cancelled', 'arrived')),
  made_at @BIGINT@ NOT NULL,
  ended_at @BIGINT@,
  ticket @BIGINT@ NOT NULL
) @STRICT@;
CREATE INDEX queue_booking_slot ON queue_booking (kind, starts_at, state, id);
CREATE INDEX queue_booking_phone ON queue_booking (unit, phone, starts_at, id);
CREATE INDEX queue_booking_time ON queue_booking (state, starts_at, id);
CREATE INDEX queue_booking_unit ON queue_booking (unit, starts_at, id);

-- How long people waited, for figures of others: from the ticket, or from the booked time when they came before it.
CREATE VIEW queue_v_wait AS
SELECT t.id AS ticket, t.unit, t.day, t.letter, t.called_at,
  CASE WHEN t.called_at <= coalesce(t.booked_for, t.issued_at) THEN 0
    WHEN coalesce(t.booked_for, 0) > t.issued_at THEN t.called_at - t.booked_for
    ELSE t.called_at - t.issued_at END AS waited
FROM queue_ticket AS t WHERE t.called_at IS NOT NULL;
