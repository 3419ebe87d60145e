-- Numbers over time: what was approved in these weeks, and since when invitations are open, whatever the years hold.
CREATE INDEX invitations_approved ON invitations (invitee_office, approved_at) WHERE voided = 0 AND approved_at IS NOT NULL;
CREATE INDEX invitations_open_since ON invitations (invitee_office, invited_on, expires_on) WHERE open = 1 AND voided = 0;
