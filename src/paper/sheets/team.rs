//! 支援チーム一覧: who shares a patient's information, for the patient and the family.

use crate::domain::{Context, GroupId, GroupKind, MembershipId};
use crate::paper::blocks::{Page, Voice};
use crate::paper::error::Unfit;
use crate::paper::forms::office;
use crate::paper::order::{Filled, Order};
use crate::sentence;
use crate::store::Reader;
use crate::text::date::{today, wareki};

/// Fills the list from the present members of a patient group.
pub(in crate::paper) fn fill(reader: &Reader<'_>, ctx: &Context, order: &Order) -> Result<Filled, Unfit> {
    let office = office::of(reader, order)?;
    let id = super::row_of(order)?;
    let case = reader.group_case(GroupId(id.number))?.ok_or(Unfit::NotFound(id))?;
    let Some(patient) = case.patient.filter(|_| case.group.kind == GroupKind::Patient) else {
        return Err(Unfit::Wanting(vec![sentence!(
            "{id} は患者グループではありません",
            "{id} is no patient group",
            id = id
        )]));
    };
    let mut rows = Vec::new();
    for member in reader.members_of(case.group.id)? {
        if let Some(case) = reader.membership_case(MembershipId(member.id.0))? {
            let since = wareki(today(member.joined_at));
            let in_charge = if member.is_in_charge(ctx.today()) { "担当" } else { "" };
            rows.push(vec![
                case.office_name,
                case.user.occupation.label().ja.to_owned(),
                case.user.name,
                in_charge.to_owned(),
                since,
            ]);
        }
    }
    rows.sort();
    let page = Page::new("支援チーム一覧", &office)
        .to(&patient.name)
        .from(Voice::Admin, &ctx.actor.name)
        .text("在宅療養を支えるため、メディカルケアステーション（MCS）であなたの情報を共有している医療・介護の担当者は、次のとおりです。")
        .table(&["事業所", "職種", "氏名", "担当", "参加した日"], &[2.2, 1.4, 1.4, 0.7, 1.5], rows)
        .text("この一覧にない人は、情報を見ることができません。担当者の変更、共有する情報の変更又は同意の撤回を希望される場合は、上記の事業所にお知らせください。費用はかかりません。");
    Ok(page.about(order.id))
}
