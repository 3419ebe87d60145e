//! The archive: 保管庫へ移す, 保管庫から戻す, and the guarded deletion (留意事項2(1), 第5条(1)).

use super::super::action::{Action, Confirm, MirrorMark, Stage, nothing_beyond};
use super::super::answers::Answers;
use super::super::deed::{Done, On, Stop};
use super::super::endings;
use super::{ours, ours_in_use, reach, save};
use crate::choices;
use crate::domain::case::GroupCase;
use crate::domain::{
    Context, EndReason, Field, Group, GroupState, Id, Kind, Membership, MembershipId, Need, Noun, Returning,
    Span, Standing, Through,
};
use crate::regulation::archive::{ARCHIVING, DELETION, RESTORING};
use crate::regulation::clause::id;
use crate::sentence;
use crate::store::{Reader, StoreError, Tx};
use crate::text::{Shown, Text};

/// When and why the use ended.
const END: &[Field] = &[
    Field {
        id: "end",
        label: Text::new("利用終了日", "Use ended on"),
        kind: Kind::Day(Span::Past),
        need: Need::Must,
    },
    Field {
        id: "why",
        label: Text::new("終了の理由", "Why it ended"),
        kind: Kind::Choice(choices!(EndReason:
            Death, Hospital, Facility, Moved, ServiceEnded, ConsentWithdrawn, PurposeEnded, Other)),
        need: Need::Must,
    },
    Field {
        id: "note",
        label: Text::new("その他の内容", "Text for other"),
        kind: Kind::Line,
        need: Need::May,
    },
];

/// Moves a finished group to the archive.
pub static ARCHIVE: Action = Action {
    id: "group.archive",
    noun: Noun::Group,
    on: Noun::Group,
    key: Some('e'),
    label: Text::new("保管庫へ移す", "Archive"),
    about: Text::new(
        "利用の終わったグループを保管庫へ移します。未決の招待は無効になり、参加は終わります。",
        "Moves a finished group to the archive: open invitations become void, memberships end.",
    ),
    basis: &[id("N2-1"), id("5-1")],
    confirm: Confirm::Count,
    fields: END,
    mirror: MirrorMark::Set,
    reach: reach::of_archive,
    deed: &On::<GroupCase> {
        stage: |case, ctx| match case.group.state {
            GroupState::Active => ours(case, ctx),
            GroupState::Archived | GroupState::Deleted => Stage::Decided,
        },
        rules: ARCHIVING,
        apply: archive,
    },
};

/// Brings a group back from the archive.
pub static RESTORE: Action = Action {
    id: "group.restore",
    noun: Noun::Group,
    on: Noun::Group,
    key: Some('e'),
    label: Text::new("保管庫から戻す", "Restore"),
    about: Text::new(
        "グループを保管庫から戻します。保管で終わった参加も、選べば戻ります。",
        "Brings the group back; memberships that the archive ended come back where chosen.",
    ),
    basis: &[id("N2-1"), id("N1-2")],
    confirm: Confirm::Reason(1),
    fields: &[
        Field {
            id: "members",
            label: Text::new("保管で終わった参加", "Memberships ended by the archive"),
            kind: Kind::Choice(choices!(Returning: All, Nobody)),
            need: Need::May,
        },
        Field {
            id: "without",
            label: Text::new("戻さない人（U-0001 U-0002 …）", "Leave out (U-0001 U-0002 …)"),
            kind: Kind::Line,
            need: Need::May,
        },
    ],
    mirror: MirrorMark::Set,
    reach: reach::of_restore,
    deed: &On::<GroupCase> {
        stage: |case, ctx| match case.group.state {
            GroupState::Archived => ours(case, ctx),
            GroupState::Active => Stage::not_now(
                "archived",
                id("N2-1"),
                Text::new("利用中のグループです。", "The group is in use."),
            ),
            GroupState::Deleted => Stage::Decided,
        },
        rules: RESTORING,
        apply: restore,
    },
};

/// Records that the use has ended, without archiving: the group becomes a candidate.
pub static SET_END: Action = Action {
    id: "group.set_end",
    noun: Noun::Group,
    on: Noun::Group,
    key: None,
    label: Text::new("利用終了を記録", "Record the end of use"),
    about: Text::new(
        "利用の終わりだけを記録します。期限を過ぎると保管候補になります。",
        "Records only that the use has ended; after the office's days the group is a candidate.",
    ),
    basis: &[id("N2-1")],
    confirm: Confirm::Once,
    fields: END,
    mirror: MirrorMark::None,
    reach: nothing_beyond,
    deed: &On::<GroupCase> {
        stage: ours_in_use,
        rules: &[],
        apply: |tx, _, case, answers| {
            let ended = ended(case, answers)?;
            save(tx, case, |group| *group = ended)
        },
    },
};

/// Deletes an archived group.
pub static DELETE: Action = Action {
    id: "group.delete",
    noun: Noun::Group,
    on: Noun::Group,
    key: None,
    label: Text::new("グループ削除", "Delete the group"),
    about: Text::new(
        "保管中のグループを削除します。保管で足りるときは使いません。グループ名の入力が必要です。",
        "Deletes an archived group, never where archiving is enough. Its title must be typed.",
    ),
    basis: &[id("5-1")],
    confirm: Confirm::Reason(10),
    fields: &[Field {
        id: "title",
        label: Text::new("グループ名を入力", "Type the group's title"),
        kind: Kind::Line,
        need: Need::Must,
    }],
    mirror: MirrorMark::Set,
    reach: nothing_beyond,
    deed: &On::<GroupCase> {
        stage: |case, ctx| match case.group.state {
            GroupState::Archived => ours(case, ctx),
            GroupState::Active => {
                let why = Text::new("先に保管庫へ移します。", "Archive it first.");
                Stage::not_now("archived", id("5-1"), why)
            }
            GroupState::Deleted => Stage::Decided,
        },
        rules: DELETION,
        apply: |tx, _, case, answers| {
            if answers.line("title") != case.group.title.trim() {
                let why = Text::new("グループ名が一致しません。", "This is not the group's title.");
                return Err(Stop::at("title", why));
            }
            save(tx, case, |group| group.state = GroupState::Deleted)
        },
    },
};

/// The group with its end recorded; その他 needs its text.
fn ended(case: &GroupCase, answers: &Answers) -> Result<Group, Stop> {
    let end_reason = answers.choice("why").and_then(EndReason::read);
    if end_reason == Some(EndReason::Other) && answers.line("note").is_empty() {
        return Err(Stop::at(
            "note",
            Text::new("「その他」の内容を入力してください。", "Say what \"other\" is."),
        ));
    }
    let end_note = answers.line("note").to_owned();
    Ok(Group { ended_on: answers.day("end"), end_reason, end_note, ..case.group.clone() })
}

fn archive(tx: &mut Tx<'_>, ctx: &Context, case: &GroupCase, answers: &Answers) -> Result<Done, Stop> {
    let ended = ended(case, answers)?;
    let invitations = tx.open_invitations_into(case.group.id)?;
    endings::void(tx, ctx, invitations, answers)?;
    let memberships = tx.members_of(case.group.id)?;
    endings::leave(tx, ctx, memberships, Through::Archive, answers)?;
    save(tx, case, |group| {
        *group = Group { state: GroupState::Archived, archived_at: Some(ctx.now), ..ended };
    })
}

fn restore(tx: &mut Tx<'_>, ctx: &Context, case: &GroupCase, answers: &Answers) -> Result<Done, Stop> {
    if answers.choice("members") != Some(Returning::Nobody.word()) {
        for membership in chosen(returning(tx, case)?, answers.line("without"))? {
            let id = MembershipId(tx.next_number::<Membership>()?);
            tx.insert(&back(id, ctx, membership))?;
        }
    }
    save(tx, case, |group| {
        group.state = GroupState::Active;
        group.archived_at = None;
        (group.ended_on, group.end_reason) = (None, None);
        group.end_note.clear();
    })
}

/// Memberships that come back: those the archive ended, of people still registered and not banned.
pub(super) fn returning(reader: &Reader<'_>, case: &GroupCase) -> Result<Vec<Membership>, StoreError> {
    let mut returning = Vec::new();
    for membership in reader.ended_by_archive(case.group.id)? {
        let standing = reader.standing_of(membership.user)?;
        if matches!(standing, Some(Standing::Active | Standing::Restricted)) {
            returning.push(membership);
        }
    }
    Ok(returning)
}

/// Those who come back, without the ones named: each of them must be on the list.
fn chosen(mut returning: Vec<Membership>, without: &str) -> Result<Vec<Membership>, Stop> {
    let is_between = |c: char| c.is_whitespace() || matches!(c, ',' | '、' | '，');
    for word in without.split(is_between).filter(|word| !word.is_empty()) {
        let before = returning.len();
        let id = word.parse::<Id>().ok();
        returning.retain(|membership| Some(membership.user.id()) != id);
        if returning.len() == before {
            let why = sentence!(
                "{word} は戻る参加の一覧にいません。",
                "{word} is not among those who come back.",
                word = Shown::new(word)
            );
            return Err(Stop::at("without", why));
        }
    }
    Ok(returning)
}

/// The membership begun anew, with its old approval.
fn back(id: MembershipId, ctx: &Context, old: Membership) -> Membership {
    Membership {
        id,
        version: 1,
        joined_at: ctx.now,
        through: Through::Restore,
        left_at: None,
        left_through: None,
        left_reason: String::new(),
        in_charge_from: None,
        in_charge_until: None,
        ..old
    }
}
