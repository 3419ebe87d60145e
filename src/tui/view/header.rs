//! The header: whose register this is, the numbers of the day, and who looks.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::store::evidence::breach::BADGE;
use crate::text::width::cells;
use crate::text::{Shown, Text};
use crate::tui::model::{Access, Badge, Model};
use crate::tui::theme::Look;
use crate::tui::widgets::Row;

/// Draws the header.
pub fn draw(model: &Model, area: Rect, buffer: &mut Buffer) {
    let office = model.office.as_ref().map(|c| Shown::new(&c.office.name).to_string()).unwrap_or_default();
    let row = badges(model, Row::plain(" "));
    let (around, width) = (row.cells() + 4, usize::from(area.width));
    let room =
        |(numbers, actor): &(String, String)| width.saturating_sub(around + cells(numbers) + cells(actor));
    let [full, fewer, shortest] = words(model);
    let said = [full, fewer].into_iter().find(|said| room(said) >= cells(&office)).unwrap_or(shortest);
    let office = crate::text::width::cut(&office, room(&said)).into_owned();
    let (numbers, actor) = said;
    row.and(office, Look::Strong)
        .and(format!("  {numbers}"), Look::Plain)
        .right(format!("{actor} "), Look::Plain)
        .draw(area, model.theme, buffer);
}

/// The numbers of the day and who looks, each in fewer words than the one before: the office's name comes first.
fn words(model: &Model) -> [(String, String); 3] {
    let actor = model.context.as_ref().map(|context| &context.actor);
    let full = actor.map(|actor| model.company.words(actor, model.masking, model.lang)).unwrap_or_default();
    let brief = actor.map(|actor| model.company.brief(actor, model.masking, model.lang)).unwrap_or_default();
    let (long, short) =
        (numbers(model, &LABELS, Text::new("  ", "   ")), numbers(model, &BRIEF, Text::new("  ", "  ")));
    [(long.clone(), full), (long, brief.clone()), (short, brief)]
}

/// What is due, to be checked, and to be done in MCS.
const LABELS: [Text; 3] =
    [Text::new("本日", "Due"), Text::new("要確認", "To check"), Text::new("未反映", "To do in MCS")];
const BRIEF: [Text; 3] =
    [Text::new("本日", "Due"), Text::new("要確認", "Check"), Text::new("未反映", "In MCS")];

fn badges(model: &Model, row: Row) -> Row {
    let lang = model.lang;
    let row = match model.badge {
        Badge::Demo => row.and(Text::new(" デモ ", " DEMO ").get(lang), Look::Chip).and(" ", Look::Plain),
        Badge::None => row,
    };
    match model.access {
        Access::ReadOnly => {
            row.and(Text::new(" 閲覧専用 ", " READ-ONLY ").get(lang), Look::Chip).and(" ", Look::Plain)
        }
        Access::Suspended => row.and(format!(" {} ", BADGE.get(lang)), Look::Chip).and(" ", Look::Plain),
        Access::Writing => row,
    }
}

fn numbers(model: &Model, labels: &[Text; 3], between: Text) -> String {
    let numbers = &model.numbers;
    let counts = [numbers.due, numbers.check, numbers.pending];
    let more = if numbers.is_due_cut { "+" } else { "" };
    let parts = labels
        .iter()
        .zip(counts)
        .zip([more, "", ""])
        .filter_map(|((label, count), more)| Some(said(label.get(model.lang), count?) + more));
    parts.collect::<Vec<_>>().join(between.get(model.lang))
}

fn said(label: &str, count: u64) -> String {
    format!("{label} {count}")
}
