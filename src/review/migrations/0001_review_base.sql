-- Review plans, a form per procedure with its cost sheet, the dated wage base. Hours, times and frequencies are thousandths, money đồng.

CREATE TABLE review_wage (
  id @BIGINT@ PRIMARY KEY,
  valid_from INTEGER NOT NULL,
  hourly @BIGINT@ NOT NULL CHECK (hourly > 0),
  source TEXT NOT NULL,
  by_account @BIGINT@ NOT NULL,
  at @BIGINT@ NOT NULL,
  version @BIGINT@ NOT NULL
) @STRICT@;
CREATE INDEX review_wage_day ON review_wage (valid_from, id);

CREATE TABLE review_plan (
  id @BIGINT@ PRIMARY KEY,
  unit @BIGINT@ NOT NULL,
  year INTEGER NOT NULL,
  name TEXT NOT NULL,
  decision TEXT NOT NULL,
  basis TEXT NOT NULL CHECK (basis IN ('province', 'government')),
  created_by @BIGINT@ NOT NULL,
  created_at @BIGINT@ NOT NULL,
  version @BIGINT@ NOT NULL
) @STRICT@;
CREATE INDEX review_plan_unit ON review_plan (unit, id);

CREATE TABLE review_item (
  id @BIGINT@ PRIMARY KEY,
  plan @BIGINT@ NOT NULL REFERENCES review_plan (id),
  procedure_code TEXT NOT NULL,
  procedure_name TEXT NOT NULL,
  level TEXT NOT NULL,
  reason TEXT NOT NULL,
  due INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('planned', 'reviewed', 'proposed', 'checked', 'approved', 'carried_out')),
  necessary TEXT NOT NULL,
  reasonable TEXT NOT NULL,
  legal TEXT NOT NULL,
  findings TEXT NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('', 'keep', 'abolish', 'amend')),
  proposal TEXT NOT NULL,
  recommendation TEXT NOT NULL,
  documents INTEGER NOT NULL,
  days_now INTEGER,
  days_after INTEGER,
  wage @BIGINT@ NOT NULL,
  wage_source TEXT NOT NULL,
  frequency_now @BIGINT@ NOT NULL,
  frequency_after @BIGINT@ NOT NULL,
  subjects_now @BIGINT@ NOT NULL,
  subjects_after @BIGINT@ NOT NULL,
  subjects_source TEXT NOT NULL,
  returned_note TEXT NOT NULL,
  decision TEXT NOT NULL,
  carried_on INTEGER,
  carried_by TEXT NOT NULL,
  version @BIGINT@ NOT NULL,
  UNIQUE (plan, procedure_code, level)
) @STRICT@;
CREATE INDEX review_item_plan ON review_item (plan, id);

CREATE TABLE review_step (
  id @BIGINT@ PRIMARY KEY,
  item @BIGINT@ NOT NULL REFERENCES review_item (id),
  work TEXT NOT NULL,
  name TEXT NOT NULL,
  way TEXT NOT NULL,
  hours @BIGINT@ NOT NULL,
  times @BIGINT@ NOT NULL,
  hired @BIGINT@ NOT NULL,
  fee @BIGINT@ NOT NULL,
  cut @BOOL@ NOT NULL,
  after_hours @BIGINT@,
  after_times @BIGINT@,
  after_hired @BIGINT@,
  after_fee @BIGINT@
) @STRICT@;
CREATE INDEX review_step_item ON review_step (item, id);
