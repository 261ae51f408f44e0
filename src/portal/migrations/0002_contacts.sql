-- Whom to call and where to be helped: hotlines, help points of hamlets, help teams. A line that no longer holds is ended, not deleted.
CREATE TABLE portal_contact (
  id @BIGINT@ PRIMARY KEY,
  version @BIGINT@ NOT NULL,
  unit @BIGINT@ NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('hotline', 'point', 'team')),
  hamlet TEXT NOT NULL,
  name TEXT NOT NULL,
  place TEXT NOT NULL,
  phone TEXT NOT NULL,
  hours TEXT NOT NULL,
  ended @BOOL@ NOT NULL
) @STRICT@;
CREATE INDEX portal_contact_unit ON portal_contact (unit, ended, hamlet, id);
