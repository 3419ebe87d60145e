//! The nouns of the field, one file each: typed ids, states with their data, one method per arrow.
//!
//! No I/O, no clock, no SQL, no colour. What a rule looks at is a [`case`].

mod actor;
pub mod case;
mod field;
mod group;
mod id;
mod invitation;
pub mod mail;
mod mirror;
mod office;
mod paper;
mod parameter;
mod policy;
mod record;
mod review;
mod sanction;
mod settings;
mod ticks;
mod user;
mod word;

pub use actor::{Actor, Assurance, Context, Role};
pub use case::Case;
pub use field::{Choice, Field, Kind, Need, Span};
pub use group::{
    Consent, ConsentKind, EndReason, Group, GroupKind, GroupState, Hold, Membership, Patient, Returning,
    Through,
};
pub use id::{
    ConsentId, DecisionId, GroupId, HoldId, Id, InvitationId, MembershipId, MirrorId, NotAnId, Noun,
    OfficeId, PatientId, PledgeId, ReviewId, SanctionId, TrainingId, UserId,
};
pub use invitation::{
    Approval, Approved, Closing, Direction, Invitation, InvitationState, Judged, JudgedBy, JudgementByUser,
    Progress, Received, TheirAnswer,
};
pub use mirror::{Mirror, MirrorSetting, MirrorState};
pub use office::{Office, OfficeState};
pub use paper::{Pledge, PledgeKind, Training};
pub use parameter::{Bounds, Parameter, PasswordProfile, PledgePolicy, Source, Wording};
pub use policy::PassphrasePolicy;
pub use record::{Facts, Record};
pub use review::{Decided, Decision, DecisionCounts};
pub use sanction::{Level, Sanction};
pub use settings::Settings;
pub use ticks::ticks;
pub use user::{Occupation, Standing, User};
