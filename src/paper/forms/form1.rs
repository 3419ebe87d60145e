//! 別紙様式1 利用登録代行申込書: the office applies to the mayor to be registered (第3条).

use serde_json::json;

use super::office;
use crate::domain::Context;
use crate::paper::content::{shown, words};
use crate::paper::error::Unfit;
use crate::paper::order::{Filled, Order};
use crate::regulation::clause::{ClauseId, id};
use crate::store::Reader;

const BODY: ClauseId = id("F1-1");

/// Fills the form from the own office; its day is left for the hand.
pub(in crate::paper) fn fill(reader: &Reader<'_>, ctx: &Context, order: &Order) -> Result<Filled, Unfit> {
    let office = office::of(reader, order)?;
    let data = json!({
        "reference": office::reference("1", &office, order),
        "body": words(BODY, order.wording(ctx)),
        "office": shown(&office.name),
        "address": shown(&office.address),
        "head": shown(order.kimei.name(&office.head_name)),
        "mail": shown(&office.head_mail),
    });
    Ok(Filled { data, about: office::about(&office, order) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Wording;
    use crate::testing::World;

    #[test]
    fn misprints_are_put_right_where_the_office_laid_it_down_and_not_where_the_original_is_asked_for() {
        let mut world = World::new();
        let body = |world: &World, wording| {
            let order = Order { wording, ..Order::default() };
            fill(&world.reader(), &world.ctx, &order).unwrap().data["body"].to_string()
        };
        assert!(body(&world, None).contains("日本エンプレース"));
        assert!(body(&world, Some(Wording::Corrected)).contains("日本エンブレース"));
        world.ctx.settings.form_wording = Wording::Corrected;
        assert!(body(&world, None).contains("日本エンブレース"));
        assert!(body(&world, Some(Wording::AsIssued)).contains("日本エンプレース"));
    }
}
