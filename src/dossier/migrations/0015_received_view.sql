-- Who received which dossier at the counter, for other contexts (the waiting room): a published view.
CREATE VIEW dossier_v_received_by AS
SELECT c.id AS dossier, c.code, c.received_unit, c.received_by, c.received_at FROM dossier_case AS c WHERE c.channel = 'counter';
