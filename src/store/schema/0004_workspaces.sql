-- What belongs to an operator's screen and not to the register: outside the ledger, and no change to anybody else.

-- How the console was left, in the console's own versioned encoding; `aside` keeps one that could not be read.
CREATE TABLE workspaces (
    operator TEXT PRIMARY KEY,
    body     BLOB NOT NULL,
    aside    BLOB
) STRICT, WITHOUT ROWID;

-- Named filters (保存した絞込): a filter and an order, per operator and noun.
CREATE TABLE saved_views (
    operator TEXT NOT NULL,
    noun     TEXT NOT NULL,
    name     TEXT NOT NULL,
    filter   TEXT NOT NULL,
    sort     TEXT NOT NULL,
    reverse  INTEGER NOT NULL,
    PRIMARY KEY (operator, noun, name)
) STRICT, WITHOUT ROWID;
