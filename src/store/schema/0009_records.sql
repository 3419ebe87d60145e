-- The registers (台帳): one table of dated facts about somebody or something. Which register a row stands in, and
-- which states and facts that register has, is declared in the program; facts are a JSON object of texts.
CREATE TABLE records (
    id       INTEGER PRIMARY KEY,
    version  INTEGER NOT NULL,
    voided   INTEGER NOT NULL DEFAULT 0,
    office   INTEGER NOT NULL REFERENCES offices (id),
    register TEXT NOT NULL,
    user     INTEGER REFERENCES users (id),
    "group"  INTEGER REFERENCES groups (id),
    patient  INTEGER REFERENCES patients (id),
    state    TEXT NOT NULL,
    open     INTEGER NOT NULL,
    dated_on TEXT NOT NULL,
    due_on   TEXT,
    kept_at  TEXT NOT NULL,
    facts    TEXT NOT NULL,
    search   TEXT NOT NULL
) STRICT;
CREATE INDEX records_by_due ON records (office, register, open, coalesce(due_on, '9999-12-31'), dated_on, id)
    WHERE voided = 0;
CREATE INDEX records_by_day ON records (office, register, dated_on, id) WHERE voided = 0;
CREATE INDEX records_of_user ON records (user, register) WHERE user IS NOT NULL AND voided = 0;
CREATE INDEX records_of_group ON records ("group", register) WHERE "group" IS NOT NULL AND voided = 0;
CREATE INDEX records_of_patient ON records (patient, register) WHERE patient IS NOT NULL AND voided = 0;
