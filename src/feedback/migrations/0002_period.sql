-- What was received or still waited in a period.
CREATE INDEX feedback_report_period ON feedback_report (unit, received_at, id);
