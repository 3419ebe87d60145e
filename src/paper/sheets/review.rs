//! 精査結果確認書: what a review of the groups' members found, for the administrator and the head to sign (留意事項1(4)).

use crate::domain::case::RecordCase;
use crate::domain::{Context, Decided, ReviewId};
use crate::paper::blocks::Page;
use crate::paper::error::Unfit;
use crate::paper::forms::office;
use crate::paper::known::Known;
use crate::paper::order::{Filled, Order};
use crate::regulation::register::REVIEW;
use crate::regulation::register::review::{BEGUN_ON, NAME, SIGNED_BY, SIGNED_ON};
use crate::store::{Decisions, Reader, decision_counts};

/// Fills the sheet of a campaign: what is to end and what is unsure first.
pub(in crate::paper) fn fill(reader: &Reader<'_>, _: &Context, order: &Order) -> Result<Filled, Unfit> {
    let office = office::of(reader, order)?;
    let (known, case) = Known::must(reader, order, &REVIEW)?;
    let decisions = reader.decisions_of(ReviewId(case.record.id.number))?;
    let counts = decision_counts(&decisions);
    let mut page = Page::new("参加者精査結果確認書", &office)
        .text("利用上の留意事項1(4)に基づき、当事業所のグループに参加しているMCSユーザーが適切であるかを、次のとおり精査しました。")
        .facts(&known, &[NAME, BEGUN_ON, SIGNED_ON, SIGNED_BY])
        .numbers(&[
            ("継続", counts.keep, "件"),
            ("参加解除", counts.remove, "件"),
            ("要確認", counts.unsure, "件"),
            ("未判断", undecided(reader, &case, &decisions)?, "件"),
        ]);
    for (decided, title) in [
        (Decided::Remove, "参加を解除するもの"),
        (Decided::Unsure, "確認が必要なもの"),
        (Decided::Keep, "参加を継続するもの"),
    ] {
        page = page.heading(title).table(
            &["グループ", "氏名", "職種", "事業所"],
            &[2.0, 1.4, 1.3, 2.2],
            rows(reader, &decisions, decided)?,
        );
    }
    let page = page.text("以上のとおり精査し、結果を確認しました。");
    Ok(page.signs(&["MCS管理者", "管理者氏名"]).about(order.id))
}

fn rows(reader: &Reader<'_>, decisions: &Decisions, decided: Decided) -> Result<Vec<Vec<String>>, Unfit> {
    let mut rows = Vec::new();
    for (id, _) in decisions.iter().filter(|(_, made)| **made == decided) {
        if let Some(member) = reader.membership_case(*id)? {
            let group = format!("{} {}", member.group.id, member.group.title);
            let occupation = member.user.occupation.label().ja.to_owned();
            rows.push(vec![group, member.user.name, occupation, member.office_name]);
        }
    }
    rows.sort();
    Ok(rows)
}

/// Present members that nobody has looked at; none once it is signed off.
fn undecided(reader: &Reader<'_>, case: &RecordCase, decisions: &Decisions) -> Result<u64, Unfit> {
    if !case.record.is_open {
        return Ok(0);
    }
    let members = reader.members_of_own_groups()?;
    Ok(members.iter().filter(|member| !decisions.contains_key(&member.membership.id)).count() as u64)
}
