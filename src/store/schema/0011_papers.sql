-- What is recorded of a paper beside its day and place: a JSON object of texts. NULL where it was recorded before
-- anybody was asked: such a paper has no gaps, since nothing is known of it.
ALTER TABLE consents ADD COLUMN facts TEXT;
ALTER TABLE pledges ADD COLUMN facts TEXT;
ALTER TABLE trainings ADD COLUMN facts TEXT;

CREATE INDEX consents_by_day ON consents (signed_on, id) WHERE voided = 0;
CREATE INDEX consents_of_any_group ON consents ("group", signed_on, id) WHERE voided = 0;
CREATE INDEX pledges_by_day ON pledges (signed_on, id) WHERE voided = 0;
CREATE INDEX trainings_by_day ON trainings (office, held_on, id) WHERE voided = 0;
CREATE INDEX trainings_attended ON trainings (user, held_on) WHERE voided = 0;

-- Gaps in the consent that holds for a group: no item chosen (様式3 第4条), signatures or copy missing (署名欄).
CREATE TABLE due_consent_gaps (
    "group"   INTEGER PRIMARY KEY,
    office    INTEGER NOT NULL,
    no_items  INTEGER NOT NULL,
    no_hand   INTEGER NOT NULL
) STRICT;
CREATE INDEX due_consent_gaps_of_office ON due_consent_gaps (office, "group");
CREATE VIEW consent_gaps AS
    SELECT c."group" AS "group", g.office AS office, coalesce(json_extract(c.facts, '$.items'), '') = '' AS no_items,
        (c.signers = '' OR json_extract(c.facts, '$.in_charge') IS NULL
            OR json_extract(c.facts, '$.handed_over_on') IS NULL) AS no_hand
    FROM consents c JOIN groups g ON g.id = c."group"
    WHERE c.kind = 'signed' AND c.facts IS NOT NULL AND c.withdrawn_on IS NULL AND c.voided = 0
        AND c.id = (SELECT l.id FROM consents l WHERE l."group" = c."group" AND l.withdrawn_on IS NULL AND l.voided = 0
            ORDER BY l.signed_on DESC, l.id DESC LIMIT 1)
        AND (coalesce(json_extract(c.facts, '$.items'), '') = '' OR c.signers = ''
            OR json_extract(c.facts, '$.in_charge') IS NULL OR json_extract(c.facts, '$.handed_over_on') IS NULL);
CREATE TRIGGER due_consent_gaps_of_new_consent AFTER INSERT ON consents
BEGIN
    DELETE FROM due_consent_gaps WHERE "group" = NEW."group";
    INSERT INTO due_consent_gaps SELECT "group", office, no_items, no_hand FROM consent_gaps WHERE "group" = NEW."group";
END;
CREATE TRIGGER due_consent_gaps_of_consent AFTER UPDATE ON consents
BEGIN
    DELETE FROM due_consent_gaps WHERE "group" = NEW."group";
    INSERT INTO due_consent_gaps SELECT "group", office, no_items, no_hand FROM consent_gaps WHERE "group" = NEW."group";
END;
CREATE TRIGGER due_consent_gaps_of_group AFTER UPDATE ON groups WHEN OLD.office IS NOT NEW.office
BEGIN
    UPDATE due_consent_gaps SET office = NEW.office WHERE "group" = NEW.id;
END;

-- Gaps in the pledge that holds for a user: not filled in (様式4 署名欄), items of 第9条第3項 not found in it.
CREATE TABLE due_pledge_gaps (
    user      INTEGER PRIMARY KEY,
    office    INTEGER NOT NULL,
    blank     INTEGER NOT NULL,
    content   TEXT NOT NULL
) STRICT;
CREATE INDEX due_pledge_gaps_of_office ON due_pledge_gaps (office, user);
CREATE VIEW pledge_gaps AS
    SELECT p.user AS user, u.office AS office,
        (p.kind = 'signed' AND json_extract(p.facts, '$.filled_in') IS NULL) AS blank,
        coalesce(json_extract(p.facts, '$.content'), '') AS content
    FROM pledges p JOIN users u ON u.id = p.user
    WHERE p.facts IS NOT NULL AND p.voided = 0
        AND p.id = (SELECT l.id FROM pledges l WHERE l.user = p.user AND l.voided = 0
            ORDER BY l.signed_on DESC, l.id DESC LIMIT 1)
        AND ((p.kind = 'signed' AND json_extract(p.facts, '$.filled_in') IS NULL)
            OR coalesce(json_extract(p.facts, '$.content'), '') <> '1 2 3 4 5');
CREATE TRIGGER due_pledge_gaps_of_new_pledge AFTER INSERT ON pledges
BEGIN
    DELETE FROM due_pledge_gaps WHERE user = NEW.user;
    INSERT INTO due_pledge_gaps SELECT user, office, blank, content FROM pledge_gaps WHERE user = NEW.user;
END;
CREATE TRIGGER due_pledge_gaps_of_pledge AFTER UPDATE ON pledges
BEGIN
    DELETE FROM due_pledge_gaps WHERE user = NEW.user;
    INSERT INTO due_pledge_gaps SELECT user, office, blank, content FROM pledge_gaps WHERE user = NEW.user;
END;
