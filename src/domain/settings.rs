//! Parameters that an office may set for itself (第13条), with their first values; and how decisions get into MCS.

use super::MirrorSetting;

/// The office's parameters. Days and months are calendar ones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Days after the use ended within which a group goes to the archive (留意事項2(1)).
    pub archive_within_days: u32,
    /// Days within which someone who left is out of every group (留意事項1(4)).
    pub leave_removal_days: u32,
    /// Days an invitation stays open.
    pub invitation_days: u32,
    /// Months between trainings (第9条第1項).
    pub training_months: u32,
    /// Months a password may stay unchanged (第11条(2)); `None` where the office's profile asks for no rotation.
    pub password_months: Option<u32>,
    /// Months after which a restriction without an end is looked at again.
    pub sanction_review_months: u32,
    /// Days within which a reported incident has its first answer (留意事項3(10)).
    pub incident_answer_days: u32,
    /// Months between reviews of who is in the groups (留意事項1(4)).
    pub review_months: u32,
    /// How decisions get into MCS: the host's setting, which decides whether they are marked MCS未反映.
    pub mirror: MirrorSetting,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            archive_within_days: 7,
            leave_removal_days: 7,
            invitation_days: 30,
            training_months: 12,
            password_months: Some(2),
            sanction_review_months: 1,
            incident_answer_days: 1,
            review_months: 6,
            mirror: MirrorSetting::default(),
        }
    }
}
