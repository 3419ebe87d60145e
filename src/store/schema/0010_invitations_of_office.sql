-- Which offices see an invitation: its invitee's, its inviter's and its group's, each once. Beside the days by which
-- a list is in order, so that an office's page walks its own rows and not the whole city's.
--
-- Follows from the invitations; triggers keep it within their write, and nothing else writes it.
CREATE TABLE invitation_offices (
    invitation INTEGER NOT NULL,
    office     INTEGER NOT NULL,
    open       INTEGER NOT NULL,
    expires_on TEXT NOT NULL,
    PRIMARY KEY (invitation, office)
) STRICT, WITHOUT ROWID;
CREATE INDEX invitation_offices_in_order ON invitation_offices (office, open, expires_on, invitation);

INSERT OR IGNORE INTO invitation_offices
    SELECT id, invitee_office, open, expires_on FROM invitations WHERE voided = 0
    UNION SELECT id, inviter_office, open, expires_on FROM invitations WHERE voided = 0
    UNION SELECT id, group_office, open, expires_on FROM invitations WHERE voided = 0;

CREATE TRIGGER invitation_offices_of_new AFTER INSERT ON invitations WHEN NEW.voided = 0
BEGIN
    INSERT OR IGNORE INTO invitation_offices VALUES (NEW.id, NEW.invitee_office, NEW.open, NEW.expires_on);
    INSERT OR IGNORE INTO invitation_offices VALUES (NEW.id, NEW.inviter_office, NEW.open, NEW.expires_on);
    INSERT OR IGNORE INTO invitation_offices VALUES (NEW.id, NEW.group_office, NEW.open, NEW.expires_on);
END;
CREATE TRIGGER invitation_offices_of_changed AFTER UPDATE ON invitations
    WHEN OLD.open IS NOT NEW.open OR OLD.expires_on IS NOT NEW.expires_on OR OLD.voided IS NOT NEW.voided
        OR OLD.invitee_office IS NOT NEW.invitee_office OR OLD.inviter_office IS NOT NEW.inviter_office
        OR OLD.group_office IS NOT NEW.group_office
BEGIN
    DELETE FROM invitation_offices WHERE invitation = NEW.id;
    INSERT OR IGNORE INTO invitation_offices
        SELECT NEW.id, NEW.invitee_office, NEW.open, NEW.expires_on WHERE NEW.voided = 0
        UNION SELECT NEW.id, NEW.inviter_office, NEW.open, NEW.expires_on WHERE NEW.voided = 0
        UNION SELECT NEW.id, NEW.group_office, NEW.open, NEW.expires_on WHERE NEW.voided = 0;
END;
