-- Digests of the names that an erasure took out of what consoles remember: a console that was open meanwhile does not
-- write one back. Outside the ledger as the workspaces are; read for two days, since no session lasts longer.
CREATE TABLE forgotten_names (
    digest       TEXT NOT NULL,
    characters   INTEGER NOT NULL,
    forgotten_on TEXT NOT NULL,
    PRIMARY KEY (digest, forgotten_on)
) STRICT, WITHOUT ROWID;
