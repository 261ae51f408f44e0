-- Hand-overs the other side has not confirmed yet: the giving side still answers for the folder.
CREATE INDEX dossier_handover_open ON dossier_handover (from_unit, given_at, dossier) WHERE received_at IS NULL;
-- Results handed to the post that nobody has told the end of.
CREATE INDEX dossier_case_in_post ON dossier_case (received_unit, returned_at, id) WHERE delivery_state = 'in_post';

-- Published: a dossier with the last line of its control slip and, once returned, the waybill of its result. Who holds the folder follows
-- from it. Read by post and visit.
CREATE VIEW dossier_v_folder AS
SELECT c.id AS dossier, c.code, c.procedure_code, c.procedure_name, c.received_unit, c.received_by_name, c.channel, c.biz_state, c.running,
  c.holder_unit, c.holder, c.holder_name, c.received_at, c.due_at, c.promised_at, c.done_at, c.returned_at, c.closed_at, c.return_method, c.return_address,
  c.delivery_state, c.fin_state, h.from_unit, h.to_unit, h.from_name, h.to_name, h.given_at, h.received_at AS taken_at,
  coalesce(r.waybill, '') AS waybill
FROM dossier_case AS c
JOIN dossier_handover AS h ON h.dossier = c.id AND h.seq = (SELECT max(x.seq) FROM dossier_handover AS x WHERE x.dossier = c.id)
LEFT JOIN dossier_return AS r ON r.dossier = c.id;
