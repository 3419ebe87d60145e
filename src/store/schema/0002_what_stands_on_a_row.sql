-- What stands on a row, ended or closed as well: asked before a created row becomes void.
CREATE INDEX memberships_of_user_left ON memberships (user) WHERE left_at IS NOT NULL AND voided = 0;
CREATE INDEX invitations_to_user_closed ON invitations (invitee) WHERE open = 0 AND voided = 0;
CREATE INDEX invitations_from_office ON invitations (inviter_office) WHERE voided = 0;
