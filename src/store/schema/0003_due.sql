-- What is due, kept beside the rows it follows from, so that today's list costs what is due and not what there is.
--
-- Every table holds the rows with one gap, by office. Triggers keep them within the write that makes or closes the
-- gap; nothing else writes them. What depends on the day alone is asked of an index of the row's own table.

CREATE INDEX invitations_due ON invitations (invitee_office, state, expires_on, id) WHERE open = 1 AND voided = 0;
CREATE INDEX users_password_due ON users (office, password_changed_on, id)
    WHERE voided = 0 AND released_on IS NULL AND closed_on IS NULL AND password_changed_on IS NOT NULL;

-- 同意書未取得: active patient groups with neither consent nor waiver (6-1).
CREATE TABLE due_consents (
    "group" INTEGER PRIMARY KEY,
    office  INTEGER NOT NULL
) STRICT;
CREATE INDEX due_consents_of_office ON due_consents (office, "group");

INSERT INTO due_consents SELECT g.id, g.office FROM groups g
    WHERE g.kind = 'patient' AND g.state = 'active' AND g.voided = 0 AND NOT EXISTS
        (SELECT 1 FROM consents c WHERE c."group" = g.id AND c.withdrawn_on IS NULL AND c.voided = 0);
CREATE TRIGGER due_consents_of_new_group AFTER INSERT ON groups
    WHEN NEW.kind = 'patient' AND NEW.state = 'active' AND NEW.voided = 0
BEGIN
    INSERT INTO due_consents VALUES (NEW.id, NEW.office);
END;
CREATE TRIGGER due_consents_of_group AFTER UPDATE ON groups
    WHEN OLD.state IS NOT NEW.state OR OLD.voided IS NOT NEW.voided OR OLD.kind IS NOT NEW.kind OR OLD.office IS NOT NEW.office
BEGIN
    DELETE FROM due_consents WHERE "group" = NEW.id;
    INSERT INTO due_consents SELECT NEW.id, NEW.office
        WHERE NEW.kind = 'patient' AND NEW.state = 'active' AND NEW.voided = 0 AND NOT EXISTS
            (SELECT 1 FROM consents c WHERE c."group" = NEW.id AND c.withdrawn_on IS NULL AND c.voided = 0);
END;
CREATE TRIGGER due_consents_of_new_consent AFTER INSERT ON consents
    WHEN NEW.withdrawn_on IS NULL AND NEW.voided = 0
BEGIN
    DELETE FROM due_consents WHERE "group" = NEW."group";
END;
CREATE TRIGGER due_consents_of_consent AFTER UPDATE ON consents
BEGIN
    DELETE FROM due_consents WHERE "group" = NEW."group";
    INSERT INTO due_consents SELECT g.id, g.office FROM groups g
        WHERE g.id = NEW."group" AND g.kind = 'patient' AND g.state = 'active' AND g.voided = 0 AND NOT EXISTS
            (SELECT 1 FROM consents c WHERE c."group" = g.id AND c.withdrawn_on IS NULL AND c.voided = 0);
END;

-- 保管候補: active groups in use whose last member has left.
CREATE TABLE due_empties (
    "group" INTEGER PRIMARY KEY,
    office  INTEGER NOT NULL
) STRICT;
CREATE INDEX due_empties_of_office ON due_empties (office, "group");

INSERT INTO due_empties SELECT g.id, g.office FROM groups g
    WHERE g.state = 'active' AND g.voided = 0 AND g.ended_on IS NULL AND g.admin_room = 0
        AND NOT EXISTS (SELECT 1 FROM memberships m WHERE m."group" = g.id AND m.left_at IS NULL AND m.voided = 0)
        AND EXISTS (SELECT 1 FROM memberships m WHERE m."group" = g.id AND m.left_at IS NOT NULL AND m.voided = 0);
CREATE TRIGGER due_empties_of_group AFTER UPDATE ON groups
    WHEN OLD.state IS NOT NEW.state OR OLD.voided IS NOT NEW.voided OR OLD.ended_on IS NOT NEW.ended_on
        OR OLD.admin_room IS NOT NEW.admin_room OR OLD.office IS NOT NEW.office
BEGIN
    DELETE FROM due_empties WHERE "group" = NEW.id;
    INSERT INTO due_empties SELECT NEW.id, NEW.office
        WHERE NEW.state = 'active' AND NEW.voided = 0 AND NEW.ended_on IS NULL AND NEW.admin_room = 0
            AND NOT EXISTS (SELECT 1 FROM memberships m WHERE m."group" = NEW.id AND m.left_at IS NULL AND m.voided = 0)
            AND EXISTS (SELECT 1 FROM memberships m WHERE m."group" = NEW.id AND m.left_at IS NOT NULL AND m.voided = 0);
END;
CREATE TRIGGER due_empties_of_member AFTER INSERT ON memberships WHEN NEW.left_at IS NULL AND NEW.voided = 0
BEGIN
    DELETE FROM due_empties WHERE "group" = NEW."group";
END;
CREATE TRIGGER due_empties_of_former_member AFTER INSERT ON memberships WHEN NEW.left_at IS NOT NULL AND NEW.voided = 0
BEGIN
    INSERT OR IGNORE INTO due_empties SELECT g.id, g.office FROM groups g
        WHERE g.id = NEW."group" AND g.state = 'active' AND g.voided = 0 AND g.ended_on IS NULL AND g.admin_room = 0
            AND NOT EXISTS (SELECT 1 FROM memberships m WHERE m."group" = g.id AND m.left_at IS NULL AND m.voided = 0);
END;
CREATE TRIGGER due_empties_of_membership AFTER UPDATE ON memberships
    WHEN OLD.left_at IS NOT NEW.left_at OR OLD.voided IS NOT NEW.voided
BEGIN
    DELETE FROM due_empties WHERE "group" = NEW."group";
    INSERT INTO due_empties SELECT g.id, g.office FROM groups g
        WHERE g.id = NEW."group" AND g.state = 'active' AND g.voided = 0 AND g.ended_on IS NULL AND g.admin_room = 0
            AND NOT EXISTS (SELECT 1 FROM memberships m WHERE m."group" = g.id AND m.left_at IS NULL AND m.voided = 0)
            AND EXISTS (SELECT 1 FROM memberships m WHERE m."group" = g.id AND m.left_at IS NOT NULL AND m.voided = 0);
END;

-- 離れた人の参加: present memberships of people who are no longer here, for the user's office and the group's (N1-4).
CREATE TABLE due_leavers (
    membership INTEGER NOT NULL,
    office     INTEGER NOT NULL,
    PRIMARY KEY (office, membership)
) STRICT, WITHOUT ROWID;

INSERT OR IGNORE INTO due_leavers SELECT m.id, u.office FROM users u JOIN memberships m ON m.user = u.id
    WHERE u.voided = 0 AND (u.released_on IS NOT NULL OR u.closed_on IS NOT NULL) AND m.left_at IS NULL AND m.voided = 0;
INSERT OR IGNORE INTO due_leavers SELECT m.id, g.office FROM users u JOIN memberships m ON m.user = u.id
    JOIN groups g ON g.id = m."group"
    WHERE u.voided = 0 AND (u.released_on IS NOT NULL OR u.closed_on IS NOT NULL) AND m.left_at IS NULL AND m.voided = 0;
CREATE TRIGGER due_leavers_of_user AFTER UPDATE ON users
    WHEN OLD.released_on IS NOT NEW.released_on OR OLD.closed_on IS NOT NEW.closed_on OR OLD.voided IS NOT NEW.voided
BEGIN
    DELETE FROM due_leavers WHERE (office, membership) IN
        (SELECT NEW.office, m.id FROM memberships m WHERE m.user = NEW.id AND m.left_at IS NULL AND m.voided = 0);
    DELETE FROM due_leavers WHERE (office, membership) IN
        (SELECT g.office, m.id FROM memberships m JOIN groups g ON g.id = m."group"
            WHERE m.user = NEW.id AND m.left_at IS NULL AND m.voided = 0);
    INSERT OR IGNORE INTO due_leavers SELECT m.id, NEW.office FROM memberships m
        WHERE NEW.voided = 0 AND (NEW.released_on IS NOT NULL OR NEW.closed_on IS NOT NULL)
            AND m.user = NEW.id AND m.left_at IS NULL AND m.voided = 0;
    INSERT OR IGNORE INTO due_leavers SELECT m.id, g.office FROM memberships m JOIN groups g ON g.id = m."group"
        WHERE NEW.voided = 0 AND (NEW.released_on IS NOT NULL OR NEW.closed_on IS NOT NULL)
            AND m.user = NEW.id AND m.left_at IS NULL AND m.voided = 0;
END;
CREATE TRIGGER due_leavers_of_member AFTER INSERT ON memberships
    WHEN NEW.left_at IS NULL AND NEW.voided = 0 AND EXISTS (SELECT 1 FROM users u
        WHERE u.id = NEW.user AND u.voided = 0 AND (u.released_on IS NOT NULL OR u.closed_on IS NOT NULL))
BEGIN
    INSERT OR IGNORE INTO due_leavers SELECT NEW.id, u.office FROM users u WHERE u.id = NEW.user;
    INSERT OR IGNORE INTO due_leavers SELECT NEW.id, g.office FROM groups g WHERE g.id = NEW."group";
END;
CREATE TRIGGER due_leavers_of_membership AFTER UPDATE ON memberships
    WHEN OLD.left_at IS NOT NEW.left_at OR OLD.voided IS NOT NEW.voided
BEGIN
    DELETE FROM due_leavers WHERE membership = NEW.id AND office IN
        (SELECT u.office FROM users u WHERE u.id = NEW.user UNION SELECT g.office FROM groups g WHERE g.id = NEW."group");
    INSERT OR IGNORE INTO due_leavers
        SELECT NEW.id, o.office FROM (SELECT office FROM users WHERE id = NEW.user
            UNION SELECT office FROM groups WHERE id = NEW."group") o
        WHERE NEW.left_at IS NULL AND NEW.voided = 0 AND EXISTS (SELECT 1 FROM users u
            WHERE u.id = NEW.user AND u.voided = 0 AND (u.released_on IS NOT NULL OR u.closed_on IS NOT NULL));
END;

-- 誓約書なし: registered users with neither pledge nor waiver (9-1).
CREATE TABLE due_pledges (
    user   INTEGER PRIMARY KEY,
    office INTEGER NOT NULL
) STRICT;
CREATE INDEX due_pledges_of_office ON due_pledges (office, user);

INSERT INTO due_pledges SELECT u.id, u.office FROM users u
    WHERE u.voided = 0 AND u.released_on IS NULL AND u.closed_on IS NULL
        AND NOT EXISTS (SELECT 1 FROM pledges p WHERE p.user = u.id AND p.voided = 0);
CREATE TRIGGER due_pledges_of_new_user AFTER INSERT ON users
    WHEN NEW.voided = 0 AND NEW.released_on IS NULL AND NEW.closed_on IS NULL
BEGIN
    INSERT INTO due_pledges VALUES (NEW.id, NEW.office);
END;
CREATE TRIGGER due_pledges_of_user AFTER UPDATE ON users
    WHEN OLD.released_on IS NOT NEW.released_on OR OLD.closed_on IS NOT NEW.closed_on OR OLD.voided IS NOT NEW.voided
        OR OLD.office IS NOT NEW.office
BEGIN
    DELETE FROM due_pledges WHERE user = NEW.id;
    INSERT INTO due_pledges SELECT NEW.id, NEW.office
        WHERE NEW.voided = 0 AND NEW.released_on IS NULL AND NEW.closed_on IS NULL
            AND NOT EXISTS (SELECT 1 FROM pledges p WHERE p.user = NEW.id AND p.voided = 0);
END;
CREATE TRIGGER due_pledges_of_new_pledge AFTER INSERT ON pledges WHEN NEW.voided = 0
BEGIN
    DELETE FROM due_pledges WHERE user = NEW.user;
END;
CREATE TRIGGER due_pledges_of_pledge AFTER UPDATE ON pledges
BEGIN
    DELETE FROM due_pledges WHERE user = NEW.user;
    INSERT INTO due_pledges SELECT u.id, u.office FROM users u
        WHERE u.id = NEW.user AND u.voided = 0 AND u.released_on IS NULL AND u.closed_on IS NULL
            AND NOT EXISTS (SELECT 1 FROM pledges p WHERE p.user = u.id AND p.voided = 0);
END;

-- 教育: when a registered user was last taught on the pledge; empty where never (9-1).
CREATE TABLE due_trainings (
    user    INTEGER PRIMARY KEY,
    office  INTEGER NOT NULL,
    held_on TEXT NOT NULL
) STRICT;
CREATE INDEX due_trainings_of_office ON due_trainings (office, held_on, user);

INSERT INTO due_trainings SELECT u.id, u.office, coalesce((SELECT max(t.held_on) FROM trainings t
        WHERE t.user = u.id AND t.covers_pledge = 1 AND t.voided = 0), '') FROM users u
    WHERE u.voided = 0 AND u.released_on IS NULL AND u.closed_on IS NULL;
CREATE TRIGGER due_trainings_of_new_user AFTER INSERT ON users
    WHEN NEW.voided = 0 AND NEW.released_on IS NULL AND NEW.closed_on IS NULL
BEGIN
    INSERT INTO due_trainings VALUES (NEW.id, NEW.office, '');
END;
CREATE TRIGGER due_trainings_of_user AFTER UPDATE ON users
    WHEN OLD.released_on IS NOT NEW.released_on OR OLD.closed_on IS NOT NEW.closed_on OR OLD.voided IS NOT NEW.voided
        OR OLD.office IS NOT NEW.office
BEGIN
    DELETE FROM due_trainings WHERE user = NEW.id;
    INSERT INTO due_trainings SELECT NEW.id, NEW.office, coalesce((SELECT max(t.held_on) FROM trainings t
            WHERE t.user = NEW.id AND t.covers_pledge = 1 AND t.voided = 0), '')
        WHERE NEW.voided = 0 AND NEW.released_on IS NULL AND NEW.closed_on IS NULL;
END;
CREATE TRIGGER due_trainings_of_new_training AFTER INSERT ON trainings WHEN NEW.covers_pledge = 1 AND NEW.voided = 0
BEGIN
    UPDATE due_trainings SET held_on = NEW.held_on WHERE user = NEW.user AND held_on < NEW.held_on;
END;
CREATE TRIGGER due_trainings_of_training AFTER UPDATE ON trainings
BEGIN
    UPDATE due_trainings SET held_on = coalesce((SELECT max(t.held_on) FROM trainings t
        WHERE t.user = NEW.user AND t.covers_pledge = 1 AND t.voided = 0), '') WHERE user = NEW.user;
END;

-- 制限: sanctions that nobody has lifted, with their office and the first day, of review or end, that matters.
CREATE TABLE due_sanctions (
    sanction INTEGER PRIMARY KEY,
    office   INTEGER NOT NULL,
    day      TEXT NOT NULL
) STRICT;
CREATE INDEX due_sanctions_of_office ON due_sanctions (office, day, sanction);

INSERT INTO due_sanctions SELECT s.id, u.office, min(coalesce(s.review_on, s.until_on), coalesce(s.until_on, s.review_on)) FROM sanctions s JOIN users u ON u.id = s.user
    WHERE s.lifted_at IS NULL AND s.voided = 0 AND coalesce(s.review_on, s.until_on) IS NOT NULL;
CREATE TRIGGER due_sanctions_of_new_sanction AFTER INSERT ON sanctions
    WHEN NEW.lifted_at IS NULL AND NEW.voided = 0 AND coalesce(NEW.review_on, NEW.until_on) IS NOT NULL
BEGIN
    INSERT INTO due_sanctions SELECT NEW.id, u.office, min(coalesce(NEW.review_on, NEW.until_on), coalesce(NEW.until_on, NEW.review_on))
        FROM users u WHERE u.id = NEW.user;
END;
CREATE TRIGGER due_sanctions_of_sanction AFTER UPDATE ON sanctions
BEGIN
    DELETE FROM due_sanctions WHERE sanction = NEW.id;
    INSERT INTO due_sanctions SELECT NEW.id, u.office, min(coalesce(NEW.review_on, NEW.until_on), coalesce(NEW.until_on, NEW.review_on))
        FROM users u
        WHERE u.id = NEW.user AND NEW.lifted_at IS NULL AND NEW.voided = 0
            AND coalesce(NEW.review_on, NEW.until_on) IS NOT NULL;
END;

-- When an operator last came to the console, and before that: what changed since is told.
CREATE TABLE visits (
    operator    TEXT PRIMARY KEY,
    session     TEXT NOT NULL,
    at          TEXT NOT NULL,
    head        INTEGER NOT NULL,
    before_at   TEXT,
    before_head INTEGER
) STRICT, WITHOUT ROWID;
