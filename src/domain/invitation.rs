//! An invitation (招待) and its arrows, in the order of the regulation: the user judges, the MCS管理者
//! approves, the user accepts (第8条(3), 留意事項3(2)).
//!
//! Each open state is a type of its own with a method per arrow, so that approving what nobody has judged
//! does not compile.

use super::{GroupId, InvitationId, OfficeId, UserId};
use crate::text::date::{Day, Instant};
use crate::words;

words! {
    /// An invitation's state, as seen on a day.
    InvitationState {
        Received "received" "本人判断待ち" "Awaiting judgement",
        Judged "judged" "承認待ち" "Awaiting approval",
        Approved "approved" "受理待ち" "Awaiting acceptance",
        Accepted "accepted" "参加中" "Accepted",
        Declined "declined" "辞退" "Declined",
        Rejected "rejected" "不承認" "Rejected",
        Withdrawn "withdrawn" "取下げ" "Withdrawn",
        Expired "expired" "期限切れ" "Expired",
        Void "void" "無効" "Void",
    }
}

impl InvitationState {
    /// Something may still be decided.
    pub const fn is_open(self) -> bool {
        matches!(self, InvitationState::Received | InvitationState::Judged | InvitationState::Approved)
    }
}

words! {
    /// Which way an invitation goes, seen from the office that looks.
    Direction {
        Inbound "inbound" "受信" "Inbound",
        Outbound "outbound" "送信" "Outbound",
    }
}

words! {
    /// Who found that joining is proper.
    JudgedBy {
        Themselves "self" "本人" "The user",
        OnBehalf "admin" "MCS管理者が代行記録" "Recorded by the admin",
        TheirOffice "their_office" "相手方" "The other office",
    }
}

words! {
    /// What another office's invitee answered.
    TheirAnswer {
        Accepted "accepted" "受理" "Accepted",
        Declined "declined" "辞退" "Declined",
    }
}

/// The user's own finding that joining is proper (留意事項3(2)).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct JudgementByUser {
    /// When it was made or recorded.
    pub at: Instant,
    /// By the user, or recorded on the user's behalf.
    pub by: JudgedBy,
}

/// The MCS管理者's approval.
#[derive(Clone, Debug, PartialEq)]
pub struct Approval {
    /// When.
    pub at: Instant,
    /// The operator who approved.
    pub by: String,
}

/// How an invitation ended without or after joining.
#[derive(Clone, Debug, PartialEq)]
pub struct Closing {
    /// When.
    pub at: Instant,
    /// The operator who recorded it.
    pub by: String,
    /// Why, as typed.
    pub reason: String,
}

/// Awaits the user's own judgement.
#[derive(Clone, Debug, PartialEq)]
pub struct Received;

/// Judged proper by the user; awaits the admin.
#[derive(Clone, Debug, PartialEq)]
pub struct Judged {
    /// The user's finding.
    pub judgement: JudgementByUser,
}

/// Approved by the admin; awaits the user's acceptance.
#[derive(Clone, Debug, PartialEq)]
pub struct Approved {
    /// The user's finding.
    pub judgement: JudgementByUser,
    /// The admin's approval.
    pub approval: Approval,
}

/// Where an invitation stands, with what brought it there.
#[derive(Clone, Debug, PartialEq)]
pub enum Progress {
    /// 本人判断待ち
    Received(Received),
    /// 承認待ち
    Judged(Judged),
    /// 受理待ち
    Approved(Approved),
    /// 参加中: since when.
    Accepted(Approved, Instant),
    /// 辞退 (the user)
    Declined(Closing),
    /// 不承認 (the admin)
    Rejected(Closing),
    /// 取下げ (the inviter)
    Withdrawn(Closing),
    /// 無効, with its group or its user's leaving
    Void(Closing),
}

impl Received {
    /// The user finds joining proper.
    pub fn judged(self, at: Instant, by: JudgedBy) -> Judged {
        Judged { judgement: JudgementByUser { at, by } }
    }
}

impl Judged {
    /// The admin approves.
    pub fn approved(self, approval: Approval) -> Approved {
        Approved { judgement: self.judgement, approval }
    }

    /// The admin does not approve.
    pub fn rejected(self, closing: Closing) -> Progress {
        Progress::Rejected(closing)
    }
}

impl Approved {
    /// The user accepts: a membership begins.
    pub fn accepted(self, at: Instant) -> Progress {
        Progress::Accepted(self, at)
    }

    /// The approval is taken back (承認取消) before acceptance.
    pub fn revoked(self) -> Judged {
        Judged { judgement: self.judgement }
    }
}

/// An invitation of one user into one group.
#[derive(Clone, Debug, PartialEq)]
pub struct Invitation {
    /// Its name in the register.
    pub id: InvitationId,
    /// Counts the row's changes.
    pub version: u32,
    /// The group to join.
    pub group: GroupId,
    /// The group's originating office, which sees the invitation too.
    pub group_office: OfficeId,
    /// Who is invited.
    pub invitee: UserId,
    /// The invitee's office: it judges and approves.
    pub invitee_office: OfficeId,
    /// Who invites, where that person is in the register.
    pub inviter: Option<UserId>,
    /// Who invites, as typed.
    pub inviter_name: String,
    /// The inviting office.
    pub inviter_office: OfficeId,
    /// The invitation's own words, as typed.
    pub message: String,
    /// 招待日
    pub invited_on: Day,
    /// 期限: last day, inclusive.
    pub expires_on: Day,
    /// Where it stands, apart from expiry.
    pub progress: Progress,
}

impl Invitation {
    /// The state on `today`: an open one past its last day has expired.
    pub fn state(&self, today: Day) -> InvitationState {
        let state = self.progress.state();
        if state.is_open() && self.expires_on < today { InvitationState::Expired } else { state }
    }

    /// Which way it goes for `office`.
    pub fn direction(&self, office: OfficeId) -> Direction {
        if self.invitee_office == office { Direction::Inbound } else { Direction::Outbound }
    }
}

impl Progress {
    /// The state as stored; expiry is derived by [`Invitation::state`].
    pub const fn state(&self) -> InvitationState {
        match self {
            Progress::Received(_) => InvitationState::Received,
            Progress::Judged(_) => InvitationState::Judged,
            Progress::Approved(_) => InvitationState::Approved,
            Progress::Accepted(..) => InvitationState::Accepted,
            Progress::Declined(_) => InvitationState::Declined,
            Progress::Rejected(_) => InvitationState::Rejected,
            Progress::Withdrawn(_) => InvitationState::Withdrawn,
            Progress::Void(_) => InvitationState::Void,
        }
    }
}
