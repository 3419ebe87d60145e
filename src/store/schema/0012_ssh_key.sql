-- What encoding 3 of the ledger adds: the SSH key that the operator came in with.
-- Entries made before have the column empty and verify as encoding 1 or 2.
ALTER TABLE ledger ADD COLUMN ssh_key TEXT NOT NULL DEFAULT '';
