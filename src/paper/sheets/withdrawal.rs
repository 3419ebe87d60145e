//! 同意撤回書: patient and family take back the consent of 様式3, for the originating office.

use crate::domain::case::GroupCase;
use crate::domain::{Context, GroupId, GroupKind};
use crate::paper::blocks::Page;
use crate::paper::content::day;
use crate::paper::error::Unfit;
use crate::paper::forms::office;
use crate::paper::order::{Filled, Order};
use crate::sentence;
use crate::store::Reader;

/// Fills the withdrawal of a patient group's consent, or leaves it to be written on. Nobody is asked why.
pub(in crate::paper) fn fill(reader: &Reader<'_>, _: &Context, order: &Order) -> Result<Filled, Unfit> {
    let office = office::of(reader, order)?;
    let case = match order.id {
        Some(id) => Some(reader.group_case(GroupId(id.number))?.ok_or(Unfit::NotFound(id))?),
        None => None,
    };
    if let Some(case) = case.as_ref().filter(|case| case.group.kind != GroupKind::Patient) {
        return Err(Unfit::Wanting(vec![sentence!(
            "{id} は患者グループではありません",
            "{id} is no patient group",
            id = case.group.id
        )]));
    }
    let patient = case.as_ref().and_then(|case| case.patient.as_ref()).map_or("", |p| p.name.as_str());
    let page = Page::new("個人情報使用同意撤回書", &office)
        .addressed_to_the_head()
        .text("メディカルケアステーション（MCS）の利用における個人情報の使用について、次の同意を撤回します。")
        .fields(&[
            ("患者氏名", "patient", patient),
            ("同意書の日付", "day", &signed_on(case.as_ref())),
            ("撤回する範囲", "text", ""),
        ])
        .remark("※撤回する範囲が空欄のときは、同意の全部を撤回するものとして取り扱います。")
        .remark("※撤回の理由を述べる必要はありません。撤回により費用を求めることはありません。")
        .signers(&["患者", "家族"])
        .heading("事業所の受付")
        .fields(&[("受付日", "day", ""), ("受付者", "name", ""), ("グループを保管した日", "day", "")])
        .remark("※受付の後、MCSの患者グループを保管庫へ移し、参加している事業所に知らせます。");
    Ok(page.about(order.id))
}

fn signed_on(case: Option<&GroupCase>) -> String {
    day(case.and_then(|case| case.consent.as_ref()).map(|consent| consent.signed_on))
}
