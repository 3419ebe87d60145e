//! What is due on invitations: whose turn it is.

use super::Duty;
use crate::domain::Noun;

// Invitations to ours in one state, those that run out first.
macro_rules! inbound {
    ($state:literal) => {
        concat!(
            "SELECT i.id, i.invited_on, i.expires_on, u.search || char(10) || g.search, u.name, g.title \
             FROM invitations i JOIN users u ON u.id = i.invitee JOIN groups g ON g.id = i.\"group\" \
             WHERE i.open = 1 AND i.voided = 0 AND i.state = '",
            $state,
            "' AND i.expires_on >= :today AND i.invitee_office = :office ORDER BY i.expires_on, i.id LIMIT :limit"
        )
    };
}

/// Invitations the user has not judged.
pub const TO_JUDGE: Duty = inbound(inbound!("received"));
/// Invitations that await the admin.
pub const TO_APPROVE: Duty = inbound(inbound!("judged"));
/// Invitations that await the user's acceptance.
pub const TO_ACCEPT: Duty = inbound(inbound!("approved"));

const fn inbound(sql: &'static str) -> Duty {
    Duty { noun: Noun::Invitation, sql }
}
