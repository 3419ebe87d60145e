//! What becomes of people and groups: fixed rows of fates, so that even a small store has one of each.

/// How a person stands, apart from name and occupation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lot {
    /// MCS管理者, everything in order.
    Admin,
    /// Everything in order.
    InOrder,
    /// No pledge on file.
    NoPledge,
    /// An earlier pledge stands for it.
    PledgeWaived,
    /// The last training is too long ago.
    TrainingOverdue,
    /// Never trained.
    NoTraining,
    /// The password is too old.
    PasswordOverdue,
    /// The same name as the person before.
    Namesake,
    /// The same name as the person before, written otherwise.
    LookAlike,
    /// On leave now.
    OnLeave,
    /// On leave soon.
    LeaveAhead,
    /// Restricted for some time.
    Restricted,
    /// Restricted, and to be looked at again since a few days.
    ReviewDue,
    /// Banned.
    Banned,
    /// A sanction was lifted early.
    Lifted,
    /// A sanction has run out.
    RanOut,
    /// Released, but still in groups.
    Leaver,
    /// Released and out of every group.
    Left,
    /// The own account is closed.
    Closed,
    /// No mail address is known.
    NoMail,
    /// From abroad.
    FromAbroad,
}

impl Lot {
    /// Approving a participation finds nothing.
    pub(super) fn is_in_order(self) -> bool {
        use Lot::{FromAbroad, InOrder, LeaveAhead, Lifted, PledgeWaived, RanOut};
        matches!(self, InOrder | PledgeWaived | LeaveAhead | Lifted | RanOut | FromAbroad)
    }

    /// Is no longer in any group.
    pub(super) fn is_gone(self) -> bool {
        matches!(self, Lot::Left | Lot::Closed)
    }

    /// The lot of the person at a place; `first` of the two are the office's admins.
    pub(super) fn at(place: usize) -> Lot {
        LOTS[place % LOTS.len()]
    }
}

/// Sixty people. What happens often stands among the first twenty.
const LOTS: [Lot; 60] = {
    use Lot::*;
    [
        InOrder,
        InOrder,
        InOrder,
        InOrder,
        PasswordOverdue,
        InOrder,
        InOrder,
        NoPledge,
        InOrder,
        Restricted,
        InOrder,
        TrainingOverdue,
        InOrder,
        InOrder,
        OnLeave,
        FromAbroad,
        InOrder,
        Leaver,
        InOrder,
        PledgeWaived,
        InOrder,
        Banned,
        InOrder,
        InOrder,
        Namesake,
        InOrder,
        LookAlike,
        InOrder,
        PasswordOverdue,
        InOrder,
        NoTraining,
        InOrder,
        InOrder,
        ReviewDue,
        InOrder,
        Left,
        InOrder,
        NoPledge,
        InOrder,
        InOrder,
        Closed,
        InOrder,
        TrainingOverdue,
        NoMail,
        InOrder,
        Lifted,
        InOrder,
        InOrder,
        LeaveAhead,
        InOrder,
        RanOut,
        InOrder,
        PasswordOverdue,
        InOrder,
        Leaver,
        InOrder,
        FromAbroad,
        InOrder,
        InOrder,
        InOrder,
    ]
};

/// What has become of a group of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// In use, with a consent.
    InUse,
    /// In use, with an earlier consent that stands for it.
    Waived,
    /// In use, and no consent is on file.
    NoConsent,
    /// Shared as urgent before the consent.
    Urgent,
    /// Use ended a few days ago.
    JustEnded,
    /// Use ended so long ago that it should be in the archive.
    Overdue,
    /// Use ended, but it must stay as it is.
    Held,
    /// The consent was withdrawn.
    Withdrawn,
    /// In use, but nobody is left in it.
    Empty,
    /// In the archive.
    Archived,
    /// A free group.
    Free,
}

impl Fate {
    /// People can be invited without a finding.
    pub(super) fn takes_people(self) -> bool {
        matches!(self, Fate::InUse | Fate::Waived | Fate::Free)
    }

    /// The fate of the group at a place.
    pub(super) fn at(place: usize) -> Fate {
        // One hold in a hundred groups is plenty.
        if place % 100 == 9 { Fate::Held } else { FATES[place % FATES.len()] }
    }
}

const FATES: [Fate; 40] = {
    use Fate::*;
    [
        InUse, InUse, InUse, InUse, NoConsent, InUse, InUse, InUse, Waived, InUse, //
        InUse, InUse, JustEnded, InUse, InUse, Overdue, InUse, Archived, InUse, NoConsent, //
        InUse, Urgent, InUse, Waived, InUse, InUse, InUse, NoConsent, Free, InUse, //
        InUse, Empty, InUse, Archived, Free, InUse, Withdrawn, InUse, Archived, InUse,
    ]
};
