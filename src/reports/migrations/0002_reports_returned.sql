-- Waiting time of citizens: what was handed over in a period.
CREATE INDEX reports_case_returned ON reports_case (unit, returned_at) WHERE returned_at IS NOT NULL;
