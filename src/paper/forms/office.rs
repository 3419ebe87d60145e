//! The office that a form speaks of: what stands in its fields.

use crate::domain::{Id, Office};
use crate::paper::error::Unfit;
use crate::paper::order::{Order, Span};
use crate::store::Reader;

/// The own office, or for a blank form one of which nothing is known.
pub(in crate::paper) fn of(reader: &Reader<'_>, order: &Order) -> Result<Office, Unfit> {
    let id = reader.office();
    match order.span {
        Span::Blank => Ok(Office::named(id, "")),
        Span::One | Span::All => reader.office_by_id(id)?.ok_or(Unfit::NotFound(id.id())),
    }
}

/// The office's own reference (整理番号) of a form about itself; a blank form has room for one.
pub(super) fn reference(form: &str, office: &Office, order: &Order) -> String {
    if order.span == Span::Blank { String::new() } else { format!("{form}-{}", office.id) }
}

/// The office as the row that a form is about; a blank form is about none.
pub(super) fn about(office: &Office, order: &Order) -> Option<Id> {
    (order.span != Span::Blank).then(|| office.id.id())
}
