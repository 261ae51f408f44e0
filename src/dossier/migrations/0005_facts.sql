-- For figures that stand on more than the moves of dossiers: paper registers, work done by step, papers asked for.
CREATE INDEX dossier_case_book ON dossier_case (received_at, id) WHERE register_number <> '';
CREATE INDEX dossier_step_ended ON dossier_step (unit, finished_at, dossier, seq) WHERE finished_at IS NOT NULL;
CREATE INDEX dossier_step_running ON dossier_step (unit, started_at, dossier, seq) WHERE finished_at IS NULL;
CREATE INDEX dossier_supplement_asked ON dossier_supplement (asked_at, dossier);
