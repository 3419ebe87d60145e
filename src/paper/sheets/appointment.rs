//! MCS管理者任命書: the office's head appoints an MCS管理者 and names the duties (第7条, 第8条).

use super::user_of;
use crate::domain::Context;
use crate::paper::blocks::{Page, Voice};
use crate::paper::content::words;
use crate::paper::error::Unfit;
use crate::paper::forms::office;
use crate::paper::order::{Filled, Order};
use crate::regulation::clause::{ClauseId, id};
use crate::sentence;
use crate::store::Reader;
use crate::text::date::wareki_long;

/// The duties, in the order of 第8条.
const DUTIES: [ClauseId; 7] = [id("8-1"), id("8-2"), id("8-3"), id("8-4"), id("8-5"), id("8-6"), id("8-7")];

/// Fills the appointment of somebody who is an admin.
pub(in crate::paper) fn fill(reader: &Reader<'_>, ctx: &Context, order: &Order) -> Result<Filled, Unfit> {
    let office = office::of(reader, order)?;
    let case = user_of(reader, order)?;
    let Some(since) = case.user.admin_since else {
        return Err(Unfit::Wanting(vec![sentence!(
            "{id} はMCS管理者に任命されていません",
            "{id} is not appointed as MCS administrator",
            id = case.user.id
        )]));
    };
    let mut page = Page::new("MCS管理者任命書", &office)
        .to(&case.user.name)
        .from(Voice::Head, &office.head_name)
        .text(format!(
            "狛江市メディカルケアステーション（Medical Care Station）運用規程第7条に基づき、{}付けで、あなたを当事業所のMCS管理者に任命します。",
            wareki_long(since)
        ))
        .heading("業務（第8条）");
    for (at, duty) in DUTIES.iter().enumerate() {
        page = page.remark(format!("({}) {}", at + 1, words(*duty, order.wording(ctx))));
    }
    Ok(page.signs(&["管理者氏名", "本人氏名"]).about(order.id))
}
