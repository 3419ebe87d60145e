-- The register: one table per noun. Days are ISO dates, instants ISO with milliseconds in UTC.
-- Rows are never deleted: a created row that is undone becomes void (voided = 1) and keeps its id.

-- Heads and the city's desk; an MCS管理者 is a user and signs in as that.
CREATE TABLE operators (
    id     TEXT PRIMARY KEY,
    role   TEXT NOT NULL,
    office INTEGER NOT NULL REFERENCES offices (id),
    name   TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE offices (
    id          INTEGER PRIMARY KEY,
    version     INTEGER NOT NULL,
    voided      INTEGER NOT NULL DEFAULT 0,
    name        TEXT NOT NULL,
    kind        TEXT NOT NULL,
    postal_code TEXT NOT NULL,
    address     TEXT NOT NULL,
    phone       TEXT NOT NULL,
    head_name   TEXT NOT NULL,
    head_mail   TEXT NOT NULL,
    state       TEXT NOT NULL,
    agreed_on   TEXT
) STRICT;
CREATE INDEX offices_by_name ON offices (name);

CREATE TABLE users (
    id                  INTEGER PRIMARY KEY,
    version             INTEGER NOT NULL,
    voided              INTEGER NOT NULL DEFAULT 0,
    office              INTEGER NOT NULL REFERENCES offices (id),
    mcs_id              TEXT NOT NULL,
    name                TEXT NOT NULL,
    kana                TEXT NOT NULL,
    occupation          TEXT NOT NULL,
    mail                TEXT NOT NULL,
    admin_since         TEXT,
    password_changed_on TEXT,
    joined_on           TEXT,
    leave_from          TEXT,
    leave_until         TEXT,
    released_on         TEXT,
    closed_on           TEXT,
    memo                TEXT NOT NULL,
    mailbox             TEXT NOT NULL,
    sort                TEXT NOT NULL,
    folded              TEXT NOT NULL,
    search              TEXT NOT NULL
) STRICT;
CREATE INDEX users_in_order ON users (office, sort, name, id)
    WHERE voided = 0 AND released_on IS NULL AND closed_on IS NULL;
CREATE INDEX users_gone_in_order ON users (office, sort, name, id)
    WHERE voided = 0 AND (released_on IS NOT NULL OR closed_on IS NOT NULL);
CREATE INDEX users_by_folded_name ON users (office, folded) WHERE voided = 0;
CREATE INDEX users_admin ON users (office) WHERE admin_since IS NOT NULL AND voided = 0;
-- One mail address per person in an office (様式2, 第11条(1)).
CREATE UNIQUE INDEX users_one_mailbox ON users (office, mailbox)
    WHERE mailbox <> '' AND voided = 0 AND released_on IS NULL AND closed_on IS NULL;

CREATE TABLE patients (
    id      INTEGER PRIMARY KEY,
    version INTEGER NOT NULL,
    voided  INTEGER NOT NULL DEFAULT 0,
    office  INTEGER NOT NULL REFERENCES offices (id),
    name    TEXT NOT NULL,
    kana    TEXT NOT NULL,
    born_on TEXT,
    folded  TEXT NOT NULL
) STRICT;
CREATE INDEX patients_by_folded_name ON patients (office, folded) WHERE voided = 0;
CREATE INDEX patients_by_birth ON patients (office, born_on) WHERE born_on IS NOT NULL AND voided = 0;

CREATE TABLE groups (
    id            INTEGER PRIMARY KEY,
    version       INTEGER NOT NULL,
    voided        INTEGER NOT NULL DEFAULT 0,
    office        INTEGER NOT NULL REFERENCES offices (id),
    kind          TEXT NOT NULL,
    patient       INTEGER REFERENCES patients (id),
    title         TEXT NOT NULL,
    state         TEXT NOT NULL,
    ended_on      TEXT,
    end_reason    TEXT,
    end_note      TEXT NOT NULL,
    archived_at   TEXT,
    admin_room    INTEGER NOT NULL,
    urgent_reason TEXT NOT NULL,
    memo          TEXT NOT NULL,
    kana          TEXT NOT NULL,
    sort          TEXT NOT NULL,
    search        TEXT NOT NULL
) STRICT;
CREATE INDEX groups_in_order ON groups (office, sort, title, id) WHERE voided = 0 AND state = 'active';
CREATE INDEX groups_archived_in_order ON groups (office, sort, title, id) WHERE voided = 0 AND state = 'archived';
CREATE INDEX groups_by_end ON groups (office, ended_on) WHERE voided = 0 AND state = 'active' AND ended_on IS NOT NULL;
-- One active patient group per patient (留意事項1(2)).
CREATE UNIQUE INDEX groups_one_per_patient ON groups (patient) WHERE state = 'active' AND voided = 0;
CREATE INDEX groups_by_patient ON groups (patient) WHERE voided = 0;

CREATE TABLE memberships (
    id           INTEGER PRIMARY KEY,
    version      INTEGER NOT NULL,
    voided       INTEGER NOT NULL DEFAULT 0,
    "group"      INTEGER NOT NULL REFERENCES groups (id),
    user         INTEGER NOT NULL REFERENCES users (id),
    joined_at    TEXT NOT NULL,
    through      TEXT NOT NULL,
    invitation   INTEGER,
    left_at      TEXT,
    left_through TEXT,
    left_reason  TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX memberships_present ON memberships ("group", user) WHERE left_at IS NULL AND voided = 0;
CREATE INDEX memberships_of_user ON memberships (user, "group") WHERE left_at IS NULL AND voided = 0;
CREATE INDEX memberships_left ON memberships ("group", left_at) WHERE left_at IS NOT NULL AND voided = 0;

CREATE TABLE invitations (
    id             INTEGER PRIMARY KEY,
    version        INTEGER NOT NULL,
    voided         INTEGER NOT NULL DEFAULT 0,
    "group"        INTEGER NOT NULL REFERENCES groups (id),
    group_office   INTEGER NOT NULL REFERENCES offices (id),
    invitee        INTEGER NOT NULL REFERENCES users (id),
    invitee_office INTEGER NOT NULL REFERENCES offices (id),
    inviter        INTEGER REFERENCES users (id),
    inviter_name   TEXT NOT NULL,
    inviter_office INTEGER NOT NULL REFERENCES offices (id),
    message        TEXT NOT NULL,
    invited_on     TEXT NOT NULL,
    expires_on     TEXT NOT NULL,
    state          TEXT NOT NULL,
    judged_at      TEXT,
    judged_by      TEXT,
    approved_at    TEXT,
    approved_by    TEXT,
    accepted_at    TEXT,
    closed_at      TEXT,
    closed_by      TEXT NOT NULL,
    close_reason   TEXT NOT NULL,
    open           INTEGER NOT NULL
) STRICT;
CREATE INDEX invitations_open ON invitations (expires_on, id) WHERE open = 1 AND voided = 0;
CREATE INDEX invitations_closed ON invitations (expires_on, id) WHERE open = 0 AND voided = 0;
CREATE INDEX invitations_to_user ON invitations (invitee) WHERE open = 1 AND voided = 0;
CREATE INDEX invitations_to_group ON invitations ("group", invitee) WHERE voided = 0;

CREATE TABLE sanctions (
    id          INTEGER PRIMARY KEY,
    version     INTEGER NOT NULL,
    voided      INTEGER NOT NULL DEFAULT 0,
    user        INTEGER NOT NULL REFERENCES users (id),
    level       TEXT NOT NULL,
    reason      TEXT NOT NULL,
    evidence    TEXT NOT NULL,
    from_on     TEXT NOT NULL,
    until_on    TEXT,
    review_on   TEXT,
    lifted_at   TEXT,
    lift_reason TEXT NOT NULL
) STRICT;
CREATE INDEX sanctions_of_user ON sanctions (user) WHERE lifted_at IS NULL AND voided = 0;

CREATE TABLE holds (
    id        INTEGER PRIMARY KEY,
    version   INTEGER NOT NULL,
    voided    INTEGER NOT NULL DEFAULT 0,
    "group"   INTEGER NOT NULL REFERENCES groups (id),
    why       TEXT NOT NULL,
    set_at    TEXT NOT NULL,
    lifted_at TEXT
) STRICT;
CREATE UNIQUE INDEX holds_on_group ON holds ("group") WHERE lifted_at IS NULL AND voided = 0;

CREATE TABLE consents (
    id           INTEGER PRIMARY KEY,
    version      INTEGER NOT NULL,
    voided       INTEGER NOT NULL DEFAULT 0,
    "group"      INTEGER NOT NULL REFERENCES groups (id),
    kind         TEXT NOT NULL,
    signed_on    TEXT NOT NULL,
    signers      TEXT NOT NULL,
    kept_at      TEXT NOT NULL,
    withdrawn_on TEXT
) STRICT;
CREATE INDEX consents_of_group ON consents ("group", signed_on) WHERE withdrawn_on IS NULL AND voided = 0;

CREATE TABLE pledges (
    id        INTEGER PRIMARY KEY,
    version   INTEGER NOT NULL,
    voided    INTEGER NOT NULL DEFAULT 0,
    user      INTEGER NOT NULL REFERENCES users (id),
    kind      TEXT NOT NULL,
    signed_on TEXT NOT NULL,
    kept_at   TEXT NOT NULL
) STRICT;
CREATE INDEX pledges_of_user ON pledges (user, signed_on) WHERE voided = 0;

CREATE TABLE trainings (
    id            INTEGER PRIMARY KEY,
    version       INTEGER NOT NULL,
    voided        INTEGER NOT NULL DEFAULT 0,
    office        INTEGER NOT NULL REFERENCES offices (id),
    user          INTEGER NOT NULL REFERENCES users (id),
    held_on       TEXT NOT NULL,
    topic         TEXT NOT NULL,
    covers_pledge INTEGER NOT NULL
) STRICT;
CREATE INDEX trainings_of_user ON trainings (user, held_on) WHERE covers_pledge = 1 AND voided = 0;

CREATE TABLE mirrors (
    id         INTEGER PRIMARY KEY,
    version    INTEGER NOT NULL,
    voided     INTEGER NOT NULL DEFAULT 0,
    office     INTEGER NOT NULL REFERENCES offices (id),
    entry      INTEGER NOT NULL,
    action     TEXT NOT NULL,
    object     TEXT NOT NULL,
    opposite   INTEGER NOT NULL,
    state      TEXT NOT NULL,
    settled_by TEXT NOT NULL,
    settled_at TEXT
) STRICT;
CREATE INDEX mirrors_pending ON mirrors (office, id) WHERE state = 'pending' AND voided = 0;
CREATE INDEX mirrors_of_object ON mirrors (object) WHERE state = 'pending' AND voided = 0;
CREATE INDEX mirrors_of_entry ON mirrors (entry) WHERE voided = 0;

-- 操作記録: append-only and chained.
CREATE TABLE ledger (
    number   INTEGER PRIMARY KEY,
    encoding INTEGER NOT NULL,
    at       TEXT NOT NULL,
    actor    TEXT NOT NULL,
    role     TEXT NOT NULL,
    office   INTEGER NOT NULL,
    session  TEXT NOT NULL,
    client   TEXT NOT NULL,
    action   TEXT NOT NULL,
    object   TEXT NOT NULL,
    outcome  TEXT NOT NULL,
    reason   TEXT NOT NULL,
    clauses  TEXT NOT NULL,
    undoes   INTEGER,
    details  TEXT NOT NULL,
    images   TEXT NOT NULL,
    previous TEXT NOT NULL,
    hash     TEXT NOT NULL
) STRICT;
CREATE INDEX ledger_of_object ON ledger (object, number);
CREATE INDEX ledger_undoing ON ledger (undoes) WHERE undoes IS NOT NULL;
CREATE INDEX ledger_of_session ON ledger (session, number);

-- One line per row an entry touched. The image before may be emptied by an approved erasure; its digest stays.
CREATE TABLE ledger_images (
    entry         INTEGER NOT NULL REFERENCES ledger (number),
    place         INTEGER NOT NULL,
    noun          TEXT NOT NULL,
    number        INTEGER NOT NULL,
    version_from  INTEGER,
    version_to    INTEGER NOT NULL,
    fields        TEXT NOT NULL,
    before_digest TEXT NOT NULL,
    after_digest  TEXT NOT NULL,
    before        TEXT,
    PRIMARY KEY (entry, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX ledger_images_of_row ON ledger_images (noun, number, entry);

CREATE TRIGGER ledger_is_never_changed BEFORE UPDATE ON ledger
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER ledger_is_never_shortened BEFORE DELETE ON ledger
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER ledger_images_are_never_removed BEFORE DELETE ON ledger_images
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
