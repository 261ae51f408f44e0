-- Who is asked for an opinion: a unit of this installation answers on its own page (0: a body outside, by letter), and who wrote it down.
ALTER TABLE dossier_opinion ADD COLUMN body_unit @BIGINT@ NOT NULL DEFAULT 0;
ALTER TABLE dossier_opinion ADD COLUMN answered_name TEXT NOT NULL DEFAULT '';
CREATE INDEX dossier_opinion_open ON dossier_opinion (body_unit, reply_by, dossier, seq) WHERE answered_at IS NULL;
CREATE INDEX dossier_opinion_due ON dossier_opinion (reply_by, dossier, seq) WHERE answered_at IS NULL AND NOT silent;
CREATE INDEX dossier_opinion_silent ON dossier_opinion (reply_by, dossier, seq) WHERE silent;
