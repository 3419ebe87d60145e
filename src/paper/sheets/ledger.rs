//! 操作記録抄本: what was done about a row, or lately in the office, as an inspector reads it.

use crate::domain::Context;
use crate::paper::blocks::Page;
use crate::paper::error::Unfit;
use crate::paper::forms::office;
use crate::paper::order::{Filled, Order};
use crate::store::Reader;
use crate::store::ledger::{self, Entry, Outcome};
use crate::text::date::{clock, parse_instant, today, wareki};

/// The most entries of one extract; more are exported as a file.
const ENTRIES_MAX: u32 = 200;
/// Letters of a hash that are printed.
const HASH_LETTERS: usize = 8;

/// Fills the extract, newest first; the head of the chain stands below it.
pub(in crate::paper) fn fill(reader: &Reader<'_>, _: &Context, order: &Order) -> Result<Filled, Unfit> {
    let office = office::of(reader, order)?;
    let entries = match order.id {
        Some(id) => ledger::history(reader, id, ENTRIES_MAX)?,
        None => ledger::list(reader, None, ENTRIES_MAX)?,
    };
    let about = order.id.map_or("事業所の全記録（新しい順）".to_owned(), |id| {
        format!("{id} に関する記録（新しい順）")
    });
    let head = ledger::head(reader)?;
    let page = Page::new("操作記録抄本", &office)
        .fields(&[("対象", "id", &about), ("件数", "count", &format!("{}件（最大{ENTRIES_MAX}件）", entries.len()))])
        .table(
            &["番号", "日時", "操作者", "操作", "対象", "結果", "理由", "ハッシュ"],
            &[0.6, 2.5, 0.85, 2.2, 0.85, 0.65, 1.5, 1.05],
            entries.iter().map(row).collect(),
        )
        .naming_actions(3)
        .remark(head.map_or(String::new(), |head| {
            format!("連鎖の先頭：第{}号 {}", head.number, head.hash)
        }))
        .remark("各記録は直前の記録のハッシュを含みます。全体は mcs-console audit export で書き出し、audit verify で検証できます。");
    Ok(page.about(order.id))
}

/// The action stands under its id: the words of actions belong to a later layer, which puts them in.
fn row(entry: &Entry) -> Vec<String> {
    let at = parse_instant(&entry.at)
        .map_or(entry.at.clone(), |at| format!("{} {}", wareki(today(at)), clock(at)));
    let outcome = Outcome::read(&entry.outcome).map_or(entry.outcome.clone(), |o| o.label().ja.to_owned());
    vec![
        entry.number.to_string(),
        at,
        entry.actor.clone(),
        entry.action.clone(),
        entry.object.clone(),
        outcome,
        entry.reason.clone(),
        entry.hash.chars().take(HASH_LETTERS).collect(),
    ]
}
