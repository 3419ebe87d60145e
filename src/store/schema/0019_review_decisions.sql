-- What a review campaign decides of each membership, as rows: a decision writes itself, and not the campaign's record
-- with every decision before it. A store of an older program has them among the facts of the record.
CREATE TABLE IF NOT EXISTS review_decisions (
    id         INTEGER PRIMARY KEY,
    version    INTEGER NOT NULL,
    voided     INTEGER NOT NULL DEFAULT 0,
    review     INTEGER NOT NULL REFERENCES records (id),
    membership INTEGER NOT NULL REFERENCES memberships (id),
    decided    TEXT NOT NULL
) STRICT;
INSERT INTO review_decisions (version, review, membership, decided)
    SELECT 1, r.id, m.id, f.value FROM records r JOIN json_each(r.facts) f
    JOIN memberships m ON m.id = CAST(substr(f.key, 3) AS INTEGER)
    WHERE r.register = 'review' AND f.key GLOB 'M-[0-9]*' ORDER BY r.id, m.id;
-- The version is raised: an older decision, were it taken back now, would bring the facts back beside the rows.
UPDATE records SET version = version + 1,
    facts = (SELECT json_group_object(f.key, f.value) FROM json_each(records.facts) f WHERE f.key NOT GLOB 'M-[0-9]*')
    WHERE register = 'review' AND EXISTS (SELECT 1 FROM json_each(records.facts) f WHERE f.key GLOB 'M-[0-9]*');
CREATE UNIQUE INDEX IF NOT EXISTS review_decisions_once ON review_decisions (review, membership) WHERE voided = 0;
CREATE INDEX IF NOT EXISTS review_decisions_of_membership ON review_decisions (membership) WHERE voided = 0;
