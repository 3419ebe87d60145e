-- 担当: from when to when a member is in charge; NULL where nobody has said.
ALTER TABLE memberships ADD COLUMN in_charge_from TEXT;
ALTER TABLE memberships ADD COLUMN in_charge_until TEXT;

-- What is asked of a person who comes or goes: each the day on which it was done or announced.
ALTER TABLE users ADD COLUMN last_day TEXT;
ALTER TABLE users ADD COLUMN reminded_on TEXT;
ALTER TABLE users ADD COLUMN terms_agreed_on TEXT;
ALTER TABLE users ADD COLUMN points_read_on TEXT;
ALTER TABLE users ADD COLUMN profile_on TEXT;
ALTER TABLE users ADD COLUMN photo_on TEXT;

-- A group handed over to another originating office takes its members who have left along.
CREATE TRIGGER due_leavers_of_group AFTER UPDATE ON groups WHEN OLD.office IS NOT NEW.office
BEGIN
    DELETE FROM due_leavers WHERE office = OLD.office AND membership IN (SELECT m.id FROM memberships m
        JOIN users u ON u.id = m.user WHERE m."group" = NEW.id AND m.left_at IS NULL AND u.office <> OLD.office);
    INSERT OR IGNORE INTO due_leavers SELECT m.id, NEW.office FROM memberships m JOIN users u ON u.id = m.user
        WHERE m."group" = NEW.id AND m.left_at IS NULL AND m.voided = 0 AND u.voided = 0
            AND (u.released_on IS NOT NULL OR u.closed_on IS NOT NULL);
END;
