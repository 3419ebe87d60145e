//! 連携事業所一覧: the offices that use MCS, for posting (第3条(2)).

use crate::domain::{Context, Office};
use crate::paper::blocks::Page;
use crate::paper::error::Unfit;
use crate::paper::order::{Filled, Order};
use crate::store::Reader;

/// Fills the list from the published list of the store, by kind and name.
pub(in crate::paper) fn fill(reader: &Reader<'_>, ctx: &Context, _: &Order) -> Result<Filled, Unfit> {
    let own = reader.office_by_id(ctx.actor.office)?.ok_or(Unfit::NotFound(ctx.actor.office.id()))?;
    let offices = reader.published_offices()?;
    let count = offices.len();
    let page = Page::new("メディカルケアステーション連携事業所一覧", &own)
        .text(format!(
            "狛江市メディカルケアステーション（Medical Care Station）を利用している事業所は、次の{count}か所です。"
        ))
        .table(
            &["種別", "事業所名", "所在地", "電話番号"],
            &[1.7, 2.5, 2.45, 1.05],
            offices.into_iter().map(row).collect(),
        )
        .remark("運用規程第3条(2)に基づき、市内の医療介護関係者に公示するものです。");
    Ok(page.about(None))
}

fn row(office: Office) -> Vec<String> {
    vec![office.kind, office.name, office.address, office.phone]
}
