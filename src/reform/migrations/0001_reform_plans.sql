-- Plans of reform: goals, tasks, activities counted apart; proofs, notes, reminders. The row of each record is what the last row of its
-- journal says. 0 in parent, goal, plan (of a task), activity, origin_id: none.
CREATE TABLE reform_plan (
  id @BIGINT@ PRIMARY KEY,
  version @BIGINT@ NOT NULL,
  unit_id @BIGINT@ NOT NULL,
  kind TEXT NOT NULL,
  year INTEGER NOT NULL,
  last_year INTEGER NOT NULL,
  number TEXT NOT NULL,
  title TEXT NOT NULL,
  basis TEXT NOT NULL,
  issued_on INTEGER,
  issue_by INTEGER,
  state TEXT NOT NULL,
  parent @BIGINT@ NOT NULL,
  budget @BIGINT@ NOT NULL,
  budget_more @BOOL@ NOT NULL,
  exception TEXT NOT NULL,
  hash TEXT NOT NULL,
  file_name TEXT NOT NULL,
  made_by TEXT NOT NULL,
  made_at @BIGINT@ NOT NULL
) @STRICT@;

CREATE TABLE reform_budget (
  id @BIGINT@ PRIMARY KEY,
  version @BIGINT@ NOT NULL,
  plan @BIGINT@ NOT NULL REFERENCES reform_plan (id),
  year INTEGER NOT NULL,
  planned @BIGINT@ NOT NULL,
  spent @BIGINT@ NOT NULL,
  source TEXT NOT NULL
) @STRICT@;

CREATE TABLE reform_goal (
  id @BIGINT@ PRIMARY KEY,
  version @BIGINT@ NOT NULL,
  plan @BIGINT@ NOT NULL REFERENCES reform_plan (id),
  number INTEGER NOT NULL,
  text TEXT NOT NULL,
  content TEXT NOT NULL,
  metric TEXT NOT NULL,
  target_kind TEXT NOT NULL,
  target @BIGINT@ NOT NULL,
  due INTEGER,
  course TEXT NOT NULL,
  done_on INTEGER,
  proof TEXT NOT NULL
) @STRICT@;

CREATE TABLE reform_task (
  id @BIGINT@ PRIMARY KEY,
  version @BIGINT@ NOT NULL,
  owner_unit @BIGINT@ NOT NULL,
  plan @BIGINT@ NOT NULL,
  parent @BIGINT@ NOT NULL,
  goal @BIGINT@ NOT NULL,
  number INTEGER NOT NULL,
  text TEXT NOT NULL,
  content TEXT NOT NULL,
  kind TEXT NOT NULL,
  lead_unit @BIGINT@ NOT NULL,
  partners TEXT NOT NULL,
  official TEXT NOT NULL,
  start_on INTEGER,
  due INTEGER,
  first_due INTEGER,
  product TEXT NOT NULL,
  budget @BIGINT@ NOT NULL,
  origin TEXT NOT NULL,
  document TEXT NOT NULL,
  origin_id @BIGINT@ NOT NULL,
  given_on INTEGER NOT NULL,
  received_at @BIGINT@,
  metric TEXT NOT NULL,
  target_kind TEXT NOT NULL,
  target @BIGINT@ NOT NULL,
  course TEXT NOT NULL,
  done_on INTEGER,
  closing TEXT NOT NULL,
  evaluation TEXT NOT NULL,
  wanted_due INTEGER,
  wanted_reason TEXT NOT NULL,
  follow_up @BIGINT@ NOT NULL
) @STRICT@;

CREATE TABLE reform_activity (
  id @BIGINT@ PRIMARY KEY,
  version @BIGINT@ NOT NULL,
  task @BIGINT@ NOT NULL REFERENCES reform_task (id),
  number INTEGER NOT NULL,
  text TEXT NOT NULL,
  official TEXT NOT NULL,
  product TEXT NOT NULL,
  due INTEGER,
  course TEXT NOT NULL,
  done_on INTEGER
) @STRICT@;

CREATE TABLE reform_proof (
  id @BIGINT@ PRIMARY KEY,
  version @BIGINT@ NOT NULL,
  task @BIGINT@ NOT NULL REFERENCES reform_task (id),
  activity @BIGINT@ NOT NULL,
  kind TEXT NOT NULL,
  text TEXT NOT NULL,
  number TEXT NOT NULL,
  day INTEGER NOT NULL,
  hash TEXT NOT NULL,
  file_name TEXT NOT NULL,
  metric TEXT NOT NULL,
  figure @BIGINT@,
  state TEXT NOT NULL,
  answer TEXT NOT NULL,
  made_by TEXT NOT NULL,
  made_at @BIGINT@ NOT NULL
) @STRICT@;

CREATE TABLE reform_note (
  id @BIGINT@ PRIMARY KEY,
  version @BIGINT@ NOT NULL,
  task @BIGINT@ NOT NULL REFERENCES reform_task (id),
  text TEXT NOT NULL,
  made_by TEXT NOT NULL,
  made_at @BIGINT@ NOT NULL
) @STRICT@;

CREATE TABLE reform_reminder (
  id @BIGINT@ PRIMARY KEY,
  version @BIGINT@ NOT NULL,
  task @BIGINT@ NOT NULL REFERENCES reform_task (id),
  rule TEXT NOT NULL,
  recipient TEXT NOT NULL,
  unit_id @BIGINT@ NOT NULL,
  day INTEGER NOT NULL,
  text TEXT NOT NULL,
  read_at @BIGINT@,
  read_by TEXT NOT NULL
) @STRICT@;

-- A change of an issued plan: the decision and its reason; what changed stands in the journal of the goals and tasks.
CREATE TABLE reform_adjustment (
  id @BIGINT@ PRIMARY KEY,
  version @BIGINT@ NOT NULL,
  plan @BIGINT@ NOT NULL REFERENCES reform_plan (id),
  day INTEGER NOT NULL,
  number TEXT NOT NULL,
  reason TEXT NOT NULL,
  made_by TEXT NOT NULL
) @STRICT@;

CREATE INDEX reform_plan_unit ON reform_plan (unit_id, year, id);
CREATE INDEX reform_plan_parent ON reform_plan (parent);
CREATE INDEX reform_budget_plan ON reform_budget (plan, year);
CREATE INDEX reform_adjustment_plan ON reform_adjustment (plan, id);
CREATE INDEX reform_goal_plan ON reform_goal (plan, number);
CREATE INDEX reform_task_plan ON reform_task (plan, number);
CREATE INDEX reform_task_lead ON reform_task (lead_unit, course, due);
CREATE INDEX reform_task_owner ON reform_task (owner_unit, course, due);
CREATE INDEX reform_task_parent ON reform_task (parent);
CREATE INDEX reform_task_origin ON reform_task (origin, origin_id);
CREATE INDEX reform_task_due ON reform_task (course, due, id);
CREATE INDEX reform_activity_task ON reform_activity (task, number);
CREATE INDEX reform_proof_task ON reform_proof (task, id);
CREATE INDEX reform_note_task ON reform_note (task, id);
-- The same reminder is sent once.
CREATE UNIQUE INDEX reform_reminder_once ON reform_reminder (task, rule, recipient, day);
CREATE INDEX reform_reminder_unit ON reform_reminder (unit_id, day, id);

-- The last day reminders were made for, so that days the program was off are caught up on.
CREATE TABLE reform_watch (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  day INTEGER NOT NULL
) @STRICT@;
