-- What signed statements are checked against: the list of corrected results and withdrawn dossiers, by its date.
CREATE INDEX dossier_correction_when ON dossier_correction (decided_at);
CREATE INDEX dossier_ending_withdrawn ON dossier_ending (decided_at) WHERE kind = 'withdrawn' AND state = 'done';
