-- Packs uploaded for a preview, until they are applied or a day has passed.
CREATE TABLE catalog_draft (
  id @BIGINT@ PRIMARY KEY,
  account @BIGINT@ NOT NULL,
  effective INTEGER,
  created_at @BIGINT@ NOT NULL
) @STRICT@;
CREATE TABLE catalog_draft_pack (
  draft @BIGINT@ NOT NULL REFERENCES catalog_draft (id) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  name TEXT NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (draft, number)
) @STRICT@;
