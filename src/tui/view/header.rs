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
    let width = usize::from(area.width);
    let room = |(row, numbers, actor): &(Row, String, String)| {
        width.saturating_sub(row.cells() + 4 + cells(numbers) + cells(actor))
    };
    let said = ways(model).map(|(mismatch, numbers, actor)| (badges(model, mismatch), numbers, actor));
    let [.., shortest] = &said;
    let fitting = said.iter().find(|said| room(said) >= cells(&office)).unwrap_or(shortest);
    let office = crate::text::width::cut(&office, room(fitting)).into_owned();
    let (row, numbers, actor) = fitting.clone();
    row.and(office, Look::Strong)
        .and(format!("  {numbers}"), Look::Plain)
        .right(format!("{actor} "), Look::Plain)
        .draw(area, model.theme, buffer);
}

/// The badge of a mismatch, the numbers of the day and who looks, each in fewer words than the one before: the office's
/// name comes first. Where nothing can be written any more, the numbers go before the name does.
fn ways(model: &Model) -> [(Text, String, String); 6] {
    let actor = model.context.as_ref().map(|context| &context.actor);
    let full = actor.map(|actor| model.company.words(actor, model.masking, model.lang)).unwrap_or_default();
    let brief = actor.map(|actor| model.company.brief(actor, model.masking, model.lang)).unwrap_or_default();
    let (long, short) =
        (numbers(model, &LABELS, Text::new("  ", "   ")), numbers(model, &BRIEF, Text::new("  ", "  ")));
    let (due, none) = match model.access {
        Access::Suspended => (numbers(model, &BRIEF[..1], Text::new("", "")), String::new()),
        Access::Writing | Access::ReadOnly => (short.clone(), short.clone()),
    };
    [
        (BADGE, long.clone(), full),
        (BADGE, long, brief.clone()),
        (BADGE, short, brief.clone()),
        (BADGE, due.clone(), brief.clone()),
        (BRIEF_BADGE, due, brief.clone()),
        (BRIEF_BADGE, none, brief),
    ]
}

/// What is due, to be checked, and to be done in MCS.
const LABELS: [Text; 3] =
    [Text::new("本日", "Due"), Text::new("要確認", "To check"), Text::new("未反映", "To do in MCS")];
const BRIEF: [Text; 3] =
    [Text::new("本日", "Due"), Text::new("要確認", "Check"), Text::new("未反映", "In MCS")];

/// [`BADGE`] where the office's name needs the room.
const BRIEF_BADGE: Text = Text::new("証跡不一致", "MISMATCH");

/// What kind of session it is; `mismatch` says that the evidence does not fit.
fn badges(model: &Model, mismatch: Text) -> Row {
    let (lang, row) = (model.lang, Row::plain(" "));
    let row = match model.badge {
        Badge::Demo => row.and(Text::new(" デモ ", " DEMO ").get(lang), Look::Chip).and(" ", Look::Plain),
        Badge::None => row,
    };
    match model.access {
        Access::ReadOnly => {
            row.and(Text::new(" 閲覧専用 ", " READ-ONLY ").get(lang), Look::Chip).and(" ", Look::Plain)
        }
        Access::Suspended => row.and(format!(" {} ", mismatch.get(lang)), Look::Chip).and(" ", Look::Plain),
        Access::Writing => row,
    }
}

fn numbers(model: &Model, labels: &[Text], between: Text) -> String {
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
