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
