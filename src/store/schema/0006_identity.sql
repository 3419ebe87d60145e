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

-- The last sign-in of each operator is found in the ledger.
CREATE INDEX ledger_of_sign_ins ON ledger (actor, number) WHERE action = 'session.sign_in';
CREATE INDEX ledger_of_recoveries ON ledger (at) WHERE action = 'operator.recover';
