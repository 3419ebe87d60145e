//! What archiving or restoring a group reaches, said before it is done.

use super::super::outcome::by_somebody;
use super::archive::returning;
use crate::domain::case::GroupCase;
use crate::domain::{Case, Context};
use crate::sentence;
use crate::store::{Reader, StoreError, ledger};
use crate::text::{Sentence, Shown, Text};

/// How many rows are named at most; the rest are counted.
const NAMED: usize = 8;

/// What was decided last, invitations that become void, memberships that end, and who of them had left anyway.
pub(super) fn of_archive(reader: &Reader<'_>, _: &Context, case: &Case) -> Result<Vec<Sentence>, StoreError> {
    let Case::Group(case) = case else { return Ok(Vec::new()) };
    let mut said = last_decision(reader, case)?;
    let invitations = reader.open_invitations_into(case.group.id)?;
    if invitations.is_empty() {
        said.push(Text::new("未決の招待はありません。", "No invitation is open.").into());
    } else {
        let mut invited = Vec::new();
        for invitation in &invitations {
            let name = reader.name_of(invitation.invitee.id())?;
            invited.push(format!("{} {}", invitation.id, Shown::new(&name)));
        }
        said.push(sentence!(
            "無効になる招待 {count}件：{invited}",
            "Invitations that become void: {count}. {invited}",
            count = invited.len(),
            invited = Sentence::listing(&invited, NAMED)
        ));
    }
    if case.members > 0 {
        let names = shown(reader.member_names(case.group.id, case.members)?);
        said.push(sentence!(
            "終わる参加 {count}名：{names}",
            "Memberships that end: {count}. {names}",
            count = case.members,
            names = Sentence::listing(&names, NAMED)
        ));
    }
    if case.members_gone > 0 {
        said.push(sentence!(
            "うち登録解除・退会済み {count}名",
            "Of these already released or gone: {count}.",
            count = case.members_gone
        ));
    }
    Ok(said)
}

/// What was decided last about the group, so that nothing is put away in the middle of something.
fn last_decision(reader: &Reader<'_>, case: &GroupCase) -> Result<Vec<Sentence>, StoreError> {
    let Some(entry) = ledger::last_decision(reader, case.group.id.id())? else { return Ok(Vec::new()) };
    let who = by_somebody(reader, case.group.id.id(), &entry)?;
    Ok(vec![sentence!("最後の決定：{who}", "Last decision: {who}", who = who)])
}

/// Memberships that come back, and those that stay out because the person has left or is banned.
pub(super) fn of_restore(reader: &Reader<'_>, _: &Context, case: &Case) -> Result<Vec<Sentence>, StoreError> {
    let Case::Group(case) = case else { return Ok(Vec::new()) };
    let mut names = Vec::new();
    for membership in returning(reader, case)? {
        let user = membership.user.id();
        names.push(format!("{} {user}", Shown::new(&reader.name_of(user)?)));
    }
    if case.archived_members == 0 {
        return Ok(vec![
            Text::new("保管で終わった参加はありません。", "The archive ended no membership.").into(),
        ]);
    }
    Ok(vec![sentence!(
        "戻る参加 {count}名（保管で終わったのは {all}名）：{names}",
        "Memberships that come back: {count} (the archive ended {all}). {names}",
        count = names.len(),
        all = case.archived_members,
        names = Sentence::listing(&names, NAMED)
    )])
}

fn shown(names: Vec<String>) -> Vec<String> {
    names.iter().map(|name| Shown::new(name).to_string()).collect()
}
