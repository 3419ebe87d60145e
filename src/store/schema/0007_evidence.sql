-- Evidence: what encoding 2 of the ledger adds, and what the store keeps for itself beside the register.
-- Entries made before have both columns empty and verify as encoding 1.
ALTER TABLE ledger ADD COLUMN key_print TEXT NOT NULL DEFAULT '';
ALTER TABLE ledger ADD COLUMN state TEXT NOT NULL DEFAULT '';

-- One row. The key of the rows' codes stands in the encrypted store, so that it outlives a change of the data key.
CREATE TABLE evidence (
    only_row  INTEGER PRIMARY KEY CHECK (only_row = 1),
    state_key BLOB NOT NULL,
    spooled   INTEGER NOT NULL
) STRICT;
INSERT INTO evidence VALUES (1, randomblob(32), 0);

-- An image may be emptied by an approved erasure; its digest and its place stay.
CREATE TRIGGER ledger_images_are_only_emptied BEFORE UPDATE ON ledger_images
WHEN NEW.before IS NOT NULL
    OR NEW.entry IS NOT OLD.entry OR NEW.place IS NOT OLD.place
    OR NEW.noun IS NOT OLD.noun OR NEW.number IS NOT OLD.number
    OR NEW.version_from IS NOT OLD.version_from OR NEW.version_to IS NOT OLD.version_to
    OR NEW.fields IS NOT OLD.fields
    OR NEW.before_digest IS NOT OLD.before_digest OR NEW.after_digest IS NOT OLD.after_digest
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
