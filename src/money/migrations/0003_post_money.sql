-- What the post took for a unit, by month.
CREATE INDEX money_entry_post ON money_entry (unit, at, id) WHERE source = 'post' OR target = 'post';
