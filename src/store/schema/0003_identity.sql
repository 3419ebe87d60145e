-- Who signs in how. No part of the register: no versions, no undo; what changes them is an entry of the ledger.

-- The secret of each operator's time-based codes (RFC 6238), and the last step whose code was taken.
CREATE TABLE second_factors (
    operator  TEXT PRIMARY KEY,
    secret    BLOB NOT NULL,
    last_step INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What an own passphrase must be: one row.
CREATE TABLE passphrase_policy (
    id    INTEGER PRIMARY KEY CHECK (id = 1),
    value TEXT NOT NULL
) STRICT;

-- Each operator's last sign-in to the console.
CREATE TABLE sign_ins (
    operator TEXT PRIMARY KEY,
    at       TEXT NOT NULL,
    client   TEXT NOT NULL
) STRICT, WITHOUT ROWID;
